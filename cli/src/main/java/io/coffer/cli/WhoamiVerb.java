package io.coffer.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Whose credentials these are. */
@Command(name = "whoami", description = "Shows whose credentials are used.")
final class WhoamiVerb extends Verb {
    @Override
    View run(AdministrationClient administration) {
        return identity(administration);
    }

    static View identity(AdministrationClient administration) {
        JsonNode answer = administration.call(Api.STS, "GetCallerIdentity", Map.of());
        return View.fields(answer, answer, "IdentityType", "AccountId", "UserId", "RoleId", "PrincipalId", "Arn");
    }
}
