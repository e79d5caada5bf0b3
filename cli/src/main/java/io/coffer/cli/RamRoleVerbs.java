package io.coffer.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** RAM roles. */
@Command(
        name = "role",
        description = "Roles, which those whom they trust take on for a time.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            RamRoleVerbs.Create.class,
            RamRoleVerbs.ListAll.class,
            RamRoleVerbs.Get.class,
            RamRoleVerbs.Update.class,
            RamRoleVerbs.Delete.class
        })
final class RamRoleVerbs {
    /** A verb about one role. */
    abstract static class OfRole extends Verb {
        @Parameters(paramLabel = "NAME", description = "The role's name.")
        private String name = "";

        String name() {
            return name;
        }

        View shown(JsonNode answer) {
            return View.fields(
                    answer,
                    answer.path("Role"),
                    "RoleName",
                    "RoleId",
                    "Arn",
                    "Description",
                    "MaxSessionDuration",
                    "CreateDate",
                    "UpdateDate",
                    "AssumeRolePolicyDocument");
        }
    }

    /** A verb that says what a role is. */
    abstract static class OfContent extends OfRole {
        @Option(names = "--description", paramLabel = "TEXT", description = "What the role is for.")
        private String description = "";

        @Option(names = "--max-session", paramLabel = "SECONDS", description = "How long a session may last.")
        private String maxSession = "";

        View call(AdministrationClient administration, String action, String prefix, Optional<Path> trust) {
            Map<String, String> parameters = new HashMap<>(Map.of(
                    "RoleName",
                    name(),
                    prefix + "Description",
                    description,
                    prefix + "MaxSessionDuration",
                    maxSession));
            trust.ifPresent(file -> parameters.put(prefix + "AssumeRolePolicyDocument", DocumentFile.read(file)));
            return shown(administration.call(Api.RAM, action, parameters));
        }
    }

    @Command(name = "create", description = "Makes a role, which may do nothing yet.")
    static final class Create extends OfContent {
        @Option(
                names = "--trust",
                required = true,
                paramLabel = "FILE",
                description = "File of the policy that says who may assume it; - reads standard input.")
        private Path trust = DocumentFile.INPUT;

        @Override
        View run(AdministrationClient administration) {
            return call(administration, "CreateRole", "", Optional.of(trust));
        }
    }

    @Command(name = "list", description = "Lists the roles.")
    static final class ListAll extends Verb {
        @Override
        View run(AdministrationClient administration) {
            return View.rows(
                    Answers.all(administration, Api.RAM, "ListRoles", Map.of(), "/Roles/Role"),
                    "RoleName",
                    "Arn",
                    "MaxSessionDuration",
                    "CreateDate",
                    "Description");
        }
    }

    @Command(name = "get", description = "Shows a role and whom it trusts.")
    static final class Get extends OfRole {
        @Override
        View run(AdministrationClient administration) {
            return shown(administration.call(Api.RAM, "GetRole", Map.of("RoleName", name())));
        }
    }

    @Command(name = "update", description = "Changes whom a role trusts, and what is said about it.")
    static final class Update extends OfContent {
        @Option(
                names = "--trust",
                paramLabel = "FILE",
                description = "File of the policy that says who may assume it; - reads standard input.")
        private Optional<Path> trust = Optional.empty();

        @Override
        View run(AdministrationClient administration) {
            return call(administration, "UpdateRole", "New", trust);
        }
    }

    @Command(name = "delete", description = "Deletes a role without policies.")
    static final class Delete extends OfRole {
        @Override
        View run(AdministrationClient administration) {
            return View.done(
                    administration.call(Api.RAM, "DeleteRole", Map.of("RoleName", name())),
                    "role " + name() + " is deleted");
        }
    }

    private RamRoleVerbs() {}
}
