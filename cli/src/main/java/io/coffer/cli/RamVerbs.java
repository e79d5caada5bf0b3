package io.coffer.cli;

import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** RAM: users, groups and roles, access keys and policies. */
@Command(
        name = "ram",
        description = "Users, groups and roles, access keys and policies.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            RamUserVerbs.class,
            RamAccessKeyVerbs.class,
            RamGroupVerbs.class,
            RamRoleVerbs.class,
            RamPolicyVerbs.class,
            RamVerbs.Attach.class,
            RamVerbs.Detach.class
        })
final class RamVerbs {
    /** What joins a policy and a user, group or role. */
    abstract static class Attachment extends Verb {
        @Option(names = "--policy", required = true, paramLabel = "NAME", description = "The policy.")
        private String policy = "";

        @Mixin
        private PolicyTypeOption type = new PolicyTypeOption();

        @ArgGroup(multiplicity = "1")
        private RamHolder holder = new RamHolder();

        View call(AdministrationClient administration, String action, String done) {
            Map<String, String> parameters =
                    Map.of("PolicyType", type.wire(), "PolicyName", policy, holder.parameter(), holder.name());
            return View.done(
                    administration.call(Api.RAM, action + holder.kind(), parameters),
                    "policy " + policy + " is " + done + " " + holder);
        }
    }

    @Command(name = "attach", description = "Gives a user, group or role what a policy allows and denies.")
    static final class Attach extends Attachment {
        @Override
        View run(AdministrationClient administration) {
            return call(administration, "AttachPolicyTo", "attached to");
        }
    }

    @Command(name = "detach", description = "Takes a policy from a user, group or role.")
    static final class Detach extends Attachment {
        @Override
        View run(AdministrationClient administration) {
            return call(administration, "DetachPolicyFrom", "detached from");
        }
    }

    private RamVerbs() {}
}
