package io.coffer.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Policies that bound whole accounts. */
@Command(
        name = "control-policy",
        description = "Policies that bound all of another account, its root too.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {ControlPolicyVerbs.Put.class, ControlPolicyVerbs.ListAll.class, ControlPolicyVerbs.Delete.class})
final class ControlPolicyVerbs {
    /** A verb about one account. */
    abstract static class OfAccount extends Verb {
        @Option(names = "--account", required = true, paramLabel = "NUMBER", description = "The account's number.")
        private String account = "";

        String account() {
            return account;
        }
    }

    @Command(name = "put", description = "Makes a control policy, or gives it another document.")
    static final class Put extends OfAccount {
        @Parameters(paramLabel = "NAME", description = "The policy's name.")
        private String name = "";

        @Option(
                names = "--document",
                required = true,
                paramLabel = "FILE",
                description = "File of the policy document; - reads standard input.")
        private Path document = DocumentFile.INPUT;

        @Override
        View run(AdministrationClient administration) {
            Map<String, String> parameters =
                    Map.of("AccountId", account(), "PolicyName", name, "PolicyDocument", DocumentFile.read(document));
            return View.done(
                    administration.call(Api.COFFER, "PutControlPolicy", parameters),
                    "control policy " + name + " bounds account " + account());
        }
    }

    @Command(name = "list", description = "Lists the control policies of an account.")
    static final class ListAll extends OfAccount {
        @Override
        View run(AdministrationClient administration) {
            return View.rows(
                    Answers.all(
                            administration,
                            Api.COFFER,
                            "ListControlPolicies",
                            Map.of("AccountId", account()),
                            "/ControlPolicies/ControlPolicy"),
                    "PolicyName",
                    "UpdateDate",
                    "PolicyDocument");
        }
    }

    @Command(name = "delete", description = "Deletes a control policy; without any, an account is not bounded.")
    static final class Delete extends OfAccount {
        @Parameters(paramLabel = "NAME", description = "The policy's name.")
        private String name = "";

        @Override
        View run(AdministrationClient administration) {
            return View.done(
                    administration.call(
                            Api.COFFER, "DeleteControlPolicy", Map.of("AccountId", account(), "PolicyName", name)),
                    "control policy " + name + " is deleted");
        }
    }

    private ControlPolicyVerbs() {}
}
