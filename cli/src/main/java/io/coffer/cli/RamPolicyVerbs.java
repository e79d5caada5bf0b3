package io.coffer.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** RAM policies. */
@Command(
        name = "policy",
        description = "Policies: what users may do.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            RamPolicyVerbs.Create.class,
            RamPolicyVerbs.ListAll.class,
            RamPolicyVerbs.Get.class,
            RamPolicyVerbs.Delete.class
        })
final class RamPolicyVerbs {
    /** The type of policies that users write themselves, the only one here. */
    static final String CUSTOM = "Custom";

    @Command(name = "create", description = "Makes a policy of a JSON document.")
    static final class Create extends Verb {
        @Parameters(paramLabel = "NAME", description = "The policy's name.")
        private String name = "";

        @Option(
                names = "--document",
                required = true,
                paramLabel = "FILE",
                description = "File of the policy document; - reads standard input.")
        private Path document = Path.of("-");

        @Option(names = "--description", paramLabel = "TEXT", description = "What the policy is for.")
        private String description = "";

        @Override
        View run(AdministrationClient administration) {
            JsonNode answer = administration.call(
                    Api.RAM,
                    "CreatePolicy",
                    Map.of("PolicyName", name, "PolicyDocument", read(), "Description", description));
            return View.fields(
                    answer,
                    answer.path("Policy"),
                    "PolicyName",
                    "PolicyType",
                    "Description",
                    "DefaultVersion",
                    "CreateDate");
        }

        private String read() {
            try {
                return document.equals(Path.of("-"))
                        ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                        : Files.readString(document, StandardCharsets.UTF_8);
            } catch (IOException | UncheckedIOException unreadable) {
                throw new UsageException("the policy document " + document + " cannot be read: "
                        + unreadable.getClass().getSimpleName());
            }
        }
    }

    @Command(name = "list", description = "Lists the policies, of the account or of one user.")
    static final class ListAll extends Verb {
        @Option(names = "--user", paramLabel = "NAME", description = "Only the policies attached to this user.")
        private String user = "";

        @Override
        View run(AdministrationClient administration) {
            String pointer = "/Policies/Policy";
            return user.isEmpty()
                    ? View.rows(
                            Answers.all(administration, Api.RAM, "ListPolicies", Map.of("PolicyType", CUSTOM), pointer),
                            "PolicyName",
                            "AttachmentCount",
                            "CreateDate",
                            "Description")
                    : View.rows(
                            Answers.all(
                                    administration, Api.RAM, "ListPoliciesForUser", Map.of("UserName", user), pointer),
                            "PolicyName",
                            "AttachDate",
                            "Description");
        }
    }

    @Command(name = "get", description = "Shows a policy and its document.")
    static final class Get extends Verb {
        @Parameters(paramLabel = "NAME", description = "The policy's name.")
        private String name = "";

        @Override
        View run(AdministrationClient administration) {
            JsonNode answer =
                    administration.call(Api.RAM, "GetPolicy", Map.of("PolicyType", CUSTOM, "PolicyName", name));
            return View.fields(
                    answer,
                    Answers.joined(answer, "DefaultPolicyVersion", "Policy"),
                    "PolicyName",
                    "PolicyType",
                    "Description",
                    "DefaultVersion",
                    "CreateDate",
                    "UpdateDate",
                    "AttachmentCount",
                    "PolicyDocument");
        }
    }

    @Command(name = "delete", description = "Deletes a policy that is attached to nobody.")
    static final class Delete extends Verb {
        @Parameters(paramLabel = "NAME", description = "The policy's name.")
        private String name = "";

        @Override
        View run(AdministrationClient administration) {
            return View.done(
                    administration.call(Api.RAM, "DeletePolicy", Map.of("PolicyName", name)),
                    "policy " + name + " is deleted");
        }
    }

    private RamPolicyVerbs() {}
}
