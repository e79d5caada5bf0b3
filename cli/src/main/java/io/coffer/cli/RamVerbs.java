package io.coffer.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** RAM: users, their access keys and policies. */
@Command(
        name = "ram",
        description = "Users, their access keys and policies.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            RamUserVerbs.class,
            RamAccessKeyVerbs.class,
            RamPolicyVerbs.class,
            RamVerbs.Attach.class,
            RamVerbs.Detach.class
        })
final class RamVerbs {
    /** What joins a policy and a user. */
    abstract static class Attachment extends Verb {
        @Option(names = "--policy", required = true, paramLabel = "NAME", description = "The policy.")
        private String policy = "";

        @Option(names = "--user", required = true, paramLabel = "NAME", description = "The user.")
        private String user = "";

        View call(AdministrationClient administration, String action, String done) {
            Map<String, String> parameters =
                    Map.of("PolicyType", RamPolicyVerbs.CUSTOM, "PolicyName", policy, "UserName", user);
            return View.done(
                    administration.call(Api.RAM, action, parameters),
                    "policy " + policy + " is " + done + " user " + user);
        }
    }

    @Command(name = "attach", description = "Gives a user what a policy allows and denies.")
    static final class Attach extends Attachment {
        @Override
        View run(AdministrationClient administration) {
            return call(administration, "AttachPolicyToUser", "attached to");
        }
    }

    @Command(name = "detach", description = "Takes a policy from a user.")
    static final class Detach extends Attachment {
        @Override
        View run(AdministrationClient administration) {
            return call(administration, "DetachPolicyFromUser", "detached from");
        }
    }

    private RamVerbs() {}
}
