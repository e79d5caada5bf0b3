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
        subcommands = {
            RamUserVerbs.Create.class,
            RamUserVerbs.ListAll.class,
            RamUserVerbs.Get.class,
            RamUserVerbs.Update.class,
            RamUserVerbs.Delete.class
        })
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

    @Command(name = "get", description = "Shows a user.")
    static final class Get extends Verb {
        @Parameters(paramLabel = "NAME", description = "The user's name.")
        private String name = "";

        @Override
        View run(AdministrationClient administration) {
            return shown(administration.call(Api.RAM, "GetUser", Map.of("UserName", name)));
        }
    }

    @Command(name = "update", description = "Renames a user, or changes what is known of it.")
    static final class Update extends Verb {
        @Parameters(paramLabel = "NAME", description = "The user's name.")
        private String name = "";

        @Option(names = "--name", paramLabel = "NAME", description = "The user's new name.")
        private String newName = "";

        @Option(names = "--display-name", paramLabel = "TEXT", description = "The name that people see.")
        private String displayName = "";

        @Option(names = "--comments", paramLabel = "TEXT", description = "What is to be known of the user.")
        private String comments = "";

        @Override
        View run(AdministrationClient administration) {
            return shown(administration.call(
                    Api.RAM,
                    "UpdateUser",
                    Map.of(
                            "UserName",
                            name,
                            "NewUserName",
                            newName,
                            "NewDisplayName",
                            displayName,
                            "NewComments",
                            comments)));
        }
    }

    private static View shown(JsonNode answer) {
        return View.fields(
                answer,
                answer.path("User"),
                "UserId",
                "UserName",
                "DisplayName",
                "Comments",
                "CreateDate",
                "UpdateDate");
    }

    @Command(name = "delete", description = "Deletes a user without access keys, policies and groups.")
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
