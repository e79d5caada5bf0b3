package io.coffer.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** RAM groups. */
@Command(
        name = "group",
        description = "Groups of users, who share the policies of the group.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            RamGroupVerbs.Create.class,
            RamGroupVerbs.ListAll.class,
            RamGroupVerbs.Update.class,
            RamGroupVerbs.Users.class,
            RamGroupVerbs.Add.class,
            RamGroupVerbs.Remove.class,
            RamGroupVerbs.Delete.class
        })
final class RamGroupVerbs {
    /** A verb about one group. */
    abstract static class OfGroup extends Verb {
        @Parameters(paramLabel = "NAME", description = "The group's name.")
        private String name = "";

        String name() {
            return name;
        }

        View shown(JsonNode answer) {
            return View.fields(answer, answer.path("Group"), "GroupName", "Comments", "CreateDate", "UpdateDate");
        }
    }

    /** A verb about a user in a group. */
    abstract static class OfMember extends OfGroup {
        @Option(names = "--user", required = true, paramLabel = "NAME", description = "The user.")
        private String user = "";

        View call(AdministrationClient administration, String action, String done) {
            return View.done(
                    administration.call(Api.RAM, action, Map.of("GroupName", name(), "UserName", user)),
                    "user " + user + " is " + done + " group " + name());
        }
    }

    @Command(name = "create", description = "Makes a group.")
    static final class Create extends OfGroup {
        @Option(names = "--comments", paramLabel = "TEXT", description = "What the group is for.")
        private String comments = "";

        @Override
        View run(AdministrationClient administration) {
            return shown(
                    administration.call(Api.RAM, "CreateGroup", Map.of("GroupName", name(), "Comments", comments)));
        }
    }

    @Command(name = "list", description = "Lists the groups, of the account or of one user.")
    static final class ListAll extends Verb {
        @Option(names = "--user", paramLabel = "NAME", description = "Only the groups that this user is in.")
        private String user = "";

        @Override
        View run(AdministrationClient administration) {
            String pointer = "/Groups/Group";
            return user.isEmpty()
                    ? View.rows(
                            Answers.all(administration, Api.RAM, "ListGroups", Map.of(), pointer),
                            "GroupName",
                            "CreateDate",
                            "Comments")
                    : View.rows(
                            Answers.all(
                                    administration, Api.RAM, "ListGroupsForUser", Map.of("UserName", user), pointer),
                            "GroupName",
                            "JoinDate",
                            "Comments");
        }
    }

    @Command(name = "update", description = "Renames a group, or changes what is said about it.")
    static final class Update extends OfGroup {
        @Option(names = "--name", paramLabel = "NAME", description = "The group's new name.")
        private String newName = "";

        @Option(names = "--comments", paramLabel = "TEXT", description = "What the group is for.")
        private String comments = "";

        @Override
        View run(AdministrationClient administration) {
            return shown(administration.call(
                    Api.RAM,
                    "UpdateGroup",
                    Map.of("GroupName", name(), "NewGroupName", newName, "NewComments", comments)));
        }
    }

    @Command(name = "users", description = "Lists the users in a group.")
    static final class Users extends OfGroup {
        @Override
        View run(AdministrationClient administration) {
            return View.rows(
                    Answers.all(
                            administration, Api.RAM, "ListUsersForGroup", Map.of("GroupName", name()), "/Users/User"),
                    "UserName",
                    "DisplayName",
                    "JoinDate");
        }
    }

    @Command(name = "add", description = "Puts a user into a group.")
    static final class Add extends OfMember {
        @Override
        View run(AdministrationClient administration) {
            return call(administration, "AddUserToGroup", "in");
        }
    }

    @Command(name = "remove", description = "Takes a user out of a group.")
    static final class Remove extends OfMember {
        @Override
        View run(AdministrationClient administration) {
            return call(administration, "RemoveUserFromGroup", "no longer in");
        }
    }

    @Command(name = "delete", description = "Deletes a group without users and policies.")
    static final class Delete extends OfGroup {
        @Override
        View run(AdministrationClient administration) {
            return View.done(
                    administration.call(Api.RAM, "DeleteGroup", Map.of("GroupName", name())),
                    "group " + name() + " is deleted");
        }
    }

    private RamGroupVerbs() {}
}
