package io.coffer.cli;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Further names of keys. */
@Command(
        name = "alias",
        description = "Further names of keys, alias/NAME.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            KeyAliasVerbs.Create.class,
            KeyAliasVerbs.Move.class,
            KeyAliasVerbs.Delete.class,
            KeyAliasVerbs.ListAll.class
        })
final class KeyAliasVerbs {
    /** A verb on one alias. */
    abstract static class OnAlias extends Verb {
        @Parameters(paramLabel = "ALIAS", description = "The alias, as alias/photos.")
        private String alias = "";

        final View done(AdministrationClient administration, String action, Map<String, String> more, String sentence) {
            Map<String, String> parameters = new TreeMap<>(more);
            parameters.put("AliasName", alias);
            return View.done(administration.call(Api.KMS, action, parameters), alias + " " + sentence);
        }
    }

    @Command(name = "create", description = "Gives a key one more name.")
    static final class Create extends OnAlias {
        @Option(names = "--key", paramLabel = "KEY", required = true, description = "The key's id.")
        private String key = "";

        @Override
        View run(AdministrationClient administration) {
            return done(administration, "CreateAlias", Map.of("KeyId", key), "stands for " + key);
        }
    }

    @Command(name = "update", description = "Lets an alias stand for another key.")
    static final class Move extends OnAlias {
        @Option(names = "--key", paramLabel = "KEY", required = true, description = "The other key's id.")
        private String key = "";

        @Override
        View run(AdministrationClient administration) {
            return done(administration, "UpdateAlias", Map.of("KeyId", key), "stands for " + key);
        }
    }

    @Command(name = "delete", description = "Takes an alias away; its key stays.")
    static final class Delete extends OnAlias {
        @Override
        View run(AdministrationClient administration) {
            return done(administration, "DeleteAlias", Map.of(), "is deleted");
        }
    }

    @Command(name = "list", description = "Lists the aliases of the account, or of one key.")
    static final class ListAll extends Verb {
        @Option(names = "--key", paramLabel = "KEY", description = "The key's id; all keys without it.")
        private String key = "";

        @Override
        View run(AdministrationClient administration) {
            String action = key.isEmpty() ? "ListAliases" : "ListAliasesByKeyId";
            Map<String, String> parameters = key.isEmpty() ? Map.of() : Map.of("KeyId", key);
            return View.rows(
                    KeyPages.all(administration, action, parameters, "/Aliases/Alias", UnaryOperator.identity()),
                    "AliasName",
                    "KeyId");
        }
    }

    private KeyAliasVerbs() {}
}
