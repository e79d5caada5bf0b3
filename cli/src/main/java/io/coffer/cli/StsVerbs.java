package io.coffer.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** STS: temporary credentials. */
@Command(
        name = "sts",
        description = "Temporary credentials for roles.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {StsVerbs.AssumeRole.class, StsVerbs.GetCallerIdentity.class})
final class StsVerbs {
    @Command(
            name = "assume-role",
            description = "Begins a session of a role and shows its credentials this once. Roots assume no roles.")
    static final class AssumeRole extends Verb {
        @Option(
                names = "--role",
                required = true,
                paramLabel = "ARN",
                description = "The role: acs:ram::ACCOUNT:role/NAME.")
        private String role = "";

        @Option(
                names = "--session",
                required = true,
                paramLabel = "NAME",
                description = "The session's name: 2 to 64 letters, digits, periods, at signs, hyphens, underscores.")
        private String session = "";

        @Option(
                names = "--duration",
                paramLabel = "SECONDS",
                description = "How long it lasts: 900 or more, at most what the role allows (3600).")
        private String duration = "";

        @Option(
                names = "--policy",
                paramLabel = "FILE",
                description = "File of a policy that bounds the session further; - reads standard input.")
        private @Nullable Path policy;

        @Option(names = "--external-id", paramLabel = "ID", description = "The id that the role's trust asks for.")
        private String externalId = "";

        @Override
        View run(AdministrationClient administration) {
            Map<String, String> parameters = new HashMap<>(Map.of(
                    "RoleArn", role,
                    "RoleSessionName", session,
                    "DurationSeconds", duration,
                    "ExternalId", externalId));
            if (policy != null) {
                parameters.put("Policy", DocumentFile.read(policy));
            }
            JsonNode answer = administration.call(Api.STS, "AssumeRole", parameters);
            return View.fields(
                    answer,
                    Answers.joined(answer, "AssumedRoleUser", "Credentials"),
                    "Arn",
                    "AssumedRoleId",
                    "AccessKeyId",
                    "AccessKeySecret",
                    "SecurityToken",
                    "Expiration");
        }
    }

    @Command(name = "get-caller-identity", description = "Shows whose credentials are used, as whoami does.")
    static final class GetCallerIdentity extends Verb {
        @Override
        View run(AdministrationClient administration) {
            return WhoamiVerb.identity(administration);
        }
    }

    private StsVerbs() {}
}
