package io.coffer.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** RAM users. */
@Command(
        name = "user",
        description = "Users of the account.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {RamUserVerbs.Create.class, RamUserVerbs.ListAll.class, RamUserVerbs.Delete.class})
final class RamUserVerbs {
    @Command(name = "create", description = "Makes a user, who has no access key and may do nothing yet.")
    static final class Create extends Verb {
        @Parameters(paramLabel = "NAME", description = "The user's name.")
        private String name = "";

        @Option(names = "--display-name", paramLabel = "TEXT", description = "The name that people see.")
        private String displayName = "";

        @Override
        View run(AdministrationClient administration) {
            JsonNode answer =
                    administration.call(Api.RAM, "CreateUser", Map.of("UserName", name, "DisplayName", displayName));
            return View.fields(answer, answer.path("User"), "UserId", "UserName", "DisplayName", "CreateDate");
        }
    }

    @Command(name = "list", description = "Lists the users.")
    static final class ListAll extends Verb {
        @Override
        View run(AdministrationClient administration) {
            return View.rows(
                    Answers.all(administration, Api.RAM, "ListUsers", Map.of(), "/Users/User"),
                    "UserName",
                    "UserId",
                    "DisplayName",
                    "CreateDate");
        }
    }

    @Command(name = "delete", description = "Deletes a user without access keys and policies.")
    static final class Delete extends Verb {
        @Parameters(paramLabel = "NAME", description = "The user's name.")
        private String name = "";

        @Override
        View run(AdministrationClient administration) {
            return View.done(
                    administration.call(Api.RAM, "DeleteUser", Map.of("UserName", name)),
                    "user " + name + " is deleted");
        }
    }

    private RamUserVerbs() {}
}
