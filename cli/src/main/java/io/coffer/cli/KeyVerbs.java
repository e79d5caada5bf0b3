package io.coffer.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Customer master keys. */
@Command(
        name = "key",
        description = "Customer master keys.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            KeyVerbs.Create.class,
            KeyVerbs.ListAll.class,
            KeyVerbs.Describe.class,
            KeyVerbs.Enable.class,
            KeyVerbs.Disable.class
        })
final class KeyVerbs {
    /** The largest page the service gives. */
    private static final int PAGE_SIZE = 100;

    @Command(name = "create", description = "Makes a key.")
    static final class Create extends Verb {
        @Option(names = "--description", paramLabel = "TEXT", description = "What the key is for.")
        private String description = "";

        @Override
        View run(AdministrationClient administration) {
            return shown(administration.call(Api.KMS, "CreateKey", Map.of("Description", description)));
        }
    }

    @Command(name = "list", description = "Lists the keys with their states.")
    static final class ListAll extends Verb {
        @Override
        View run(AdministrationClient administration) {
            ArrayNode keys = View.items();
            for (int page = 1; ; page++) {
                JsonNode answer = administration.call(
                        Api.KMS,
                        "ListKeys",
                        Map.of("PageNumber", String.valueOf(page), "PageSize", String.valueOf(PAGE_SIZE)));
                JsonNode ids = answer.at("/Keys/Key");
                ids.forEach(key -> keys.add(describe(administration, key)));
                if (ids.size() < PAGE_SIZE
                        || keys.size() >= answer.path("TotalCount").asInt(0)) {
                    return View.rows(keys, "KeyId", "KeyState", "CreationDate", "Description");
                }
            }
        }

        private static JsonNode describe(AdministrationClient administration, JsonNode key) {
            String id = key.path("KeyId").asString("");
            return administration
                    .call(Api.KMS, "DescribeKey", Map.of("KeyId", id))
                    .path("KeyMetadata");
        }
    }

    @Command(name = "describe", description = "Shows a key.")
    static final class Describe extends Verb {
        @Parameters(paramLabel = "KEY", description = "The key's id.")
        private String key = "";

        @Override
        View run(AdministrationClient administration) {
            return shown(administration.call(Api.KMS, "DescribeKey", Map.of("KeyId", key)));
        }
    }

    @Command(name = "enable", description = "Makes a disabled key usable again.")
    static final class Enable extends Verb {
        @Parameters(paramLabel = "KEY", description = "The key's id.")
        private String key = "";

        @Override
        View run(AdministrationClient administration) {
            return View.done(
                    administration.call(Api.KMS, "EnableKey", Map.of("KeyId", key)), "key " + key + " is enabled");
        }
    }

    @Command(
            name = "disable",
            description = "Stops a key: what it encrypts can be neither read nor written until it is enabled.")
    static final class Disable extends Verb {
        @Parameters(paramLabel = "KEY", description = "The key's id.")
        private String key = "";

        @Override
        View run(AdministrationClient administration) {
            return View.done(
                    administration.call(Api.KMS, "DisableKey", Map.of("KeyId", key)), "key " + key + " is disabled");
        }
    }

    private KeyVerbs() {}

    private static View shown(JsonNode answer) {
        return View.fields(
                answer,
                answer.path("KeyMetadata"),
                "KeyId",
                "KeyState",
                "Description",
                "CreationDate",
                "Creator",
                "KeySpec",
                "KeyUsage",
                "Origin",
                "Arn",
                "DeleteDate");
    }
}
