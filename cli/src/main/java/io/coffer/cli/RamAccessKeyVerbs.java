package io.coffer.cli;

import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Access keys of RAM users. */
@Command(
        name = "access-key",
        description = "Access keys of a user.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            RamAccessKeyVerbs.Create.class,
            RamAccessKeyVerbs.ListAll.class,
            RamAccessKeyVerbs.Enable.class,
            RamAccessKeyVerbs.Disable.class,
            RamAccessKeyVerbs.Delete.class
        })
final class RamAccessKeyVerbs {
    /** A verb about one user's keys. */
    abstract static class OfUser extends Verb {
        @Option(names = "--user", required = true, paramLabel = "NAME", description = "The user the key belongs to.")
        private String user = "";

        String user() {
            return user;
        }
    }

    /** A verb about one key. */
    abstract static class OfKey extends OfUser {
        @Parameters(paramLabel = "KEY", description = "The access key's id.")
        private String key = "";

        View call(AdministrationClient administration, String action, Map<String, String> more, String done) {
            Map<String, String> parameters = new HashMap<>(more);
            parameters.put("UserName", user());
            parameters.put("UserAccessKeyId", key);
            return View.done(administration.call(Api.RAM, action, parameters), "access key " + key + " is " + done);
        }
    }

    @Command(name = "create", description = "Makes an access key and shows its secret, this once.")
    static final class Create extends OfUser {
        @Override
        View run(AdministrationClient administration) {
            JsonNode answer = administration.call(Api.RAM, "CreateAccessKey", Map.of("UserName", user()));
            return View.fields(
                    answer, answer.path("AccessKey"), "AccessKeyId", "AccessKeySecret", "Status", "CreateDate");
        }
    }

    @Command(name = "list", description = "Lists a user's access keys, without their secrets.")
    static final class ListAll extends OfUser {
        @Override
        View run(AdministrationClient administration) {
            return View.rows(
                    Answers.all(
                            administration,
                            Api.RAM,
                            "ListAccessKeys",
                            Map.of("UserName", user()),
                            "/AccessKeys/AccessKey"),
                    "AccessKeyId",
                    "Status",
                    "CreateDate");
        }
    }

    @Command(name = "enable", description = "Makes a disabled access key valid again.")
    static final class Enable extends OfKey {
        @Override
        View run(AdministrationClient administration) {
            return call(administration, "UpdateAccessKey", Map.of("Status", "Active"), "enabled");
        }
    }

    @Command(name = "disable", description = "Makes an access key invalid, until it is enabled.")
    static final class Disable extends OfKey {
        @Override
        View run(AdministrationClient administration) {
            return call(administration, "UpdateAccessKey", Map.of("Status", "Inactive"), "disabled");
        }
    }

    @Command(name = "delete", description = "Deletes an access key.")
    static final class Delete extends OfKey {
        @Override
        View run(AdministrationClient administration) {
            return call(administration, "DeleteAccessKey", Map.of(), "deleted");
        }
    }

    private RamAccessKeyVerbs() {}
}
