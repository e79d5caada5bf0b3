package io.coffer.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Accounts of this server. */
@Command(
        name = "account",
        description = "Accounts: owners of buckets, each with users and policies of its own.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {AccountVerbs.Create.class, AccountVerbs.ListAll.class, ControlPolicyVerbs.class})
final class AccountVerbs {
    @Command(name = "create", description = "Makes an account and shows its root access key, this once.")
    static final class Create extends Verb {
        @Parameters(paramLabel = "NAME", description = "The account's name.")
        private String name = "";

        @Option(names = "--id", paramLabel = "NUMBER", description = "The account's number; else the server makes one.")
        private String id = "";

        @Override
        View run(AdministrationClient administration) {
            JsonNode answer =
                    administration.call(Api.COFFER, "CreateAccount", Map.of("AccountName", name, "AccountId", id));
            return View.fields(
                    answer,
                    Answers.joined(answer, "Account", "AccessKey"),
                    "AccountId",
                    "AccountName",
                    "AccessKeyId",
                    "AccessKeySecret");
        }
    }

    @Command(name = "list", description = "Lists the accounts.")
    static final class ListAll extends Verb {
        @Override
        View run(AdministrationClient administration) {
            ArrayNode accounts = Answers.all(administration, Api.COFFER, "ListAccounts", Map.of(), "/Accounts/Account");
            return View.rows(accounts, "AccountId", "AccountName", "CreateDate");
        }
    }

    private AccountVerbs() {}
}
