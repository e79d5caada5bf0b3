package io.coffer.cli;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Customer master keys. */
@Command(
        name = "key",
        description = "Customer master keys.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            KeyVerbs.Create.class,
            KeyVerbs.ListAll.class,
            KeyVerbs.Show.class,
            KeyVerbs.Enable.class,
            KeyVerbs.Disable.class,
            KeyVerbs.Describe.class,
            KeyVersionVerbs.Rotate.class,
            KeyVersionVerbs.Versions.class,
            KeyVersionVerbs.Rotation.class,
            KeyAliasVerbs.class,
            KeyTagVerbs.class,
            KeyVerbs.ScheduleDeletion.class,
            KeyVerbs.CancelDeletion.class,
            KeyVerbs.Protect.class,
            KeyUseVerbs.Encrypt.class,
            KeyUseVerbs.Decrypt.class,
            KeyUseVerbs.GenerateDataKey.class,
            KeyImportVerb.class,
            KeyUseVerb.class,
            KeyDestructionVerbs.Fence.class,
            KeyDestructionVerbs.Destroy.class,
            KeyDestructionVerbs.Destructions.class,
            KeyDestructionVerbs.Replay.class
        })
final class KeyVerbs {
    /** A verb on one key that the service does, and has nothing to tell of. */
    abstract static class OnKey extends Verb {
        @Parameters(paramLabel = "KEY", description = "The key's id.")
        private String key = "";

        final String key() {
            return key;
        }

        final View done(AdministrationClient administration, String action, Map<String, String> more, String sentence) {
            Map<String, String> parameters = new TreeMap<>(more);
            parameters.put("KeyId", key);
            return View.done(administration.call(Api.KMS, action, parameters), "key " + key + " " + sentence);
        }
    }

    @Command(name = "create", description = "Makes a key.")
    static final class Create extends Verb {
        @Option(names = "--description", paramLabel = "TEXT", description = "What the key is for.")
        private String description = "";

        @Option(
                names = "--external",
                description = "Its material is brought along with `key import`; until then the key cannot be used.")
        private boolean external;

        @Option(
                names = "--rotate-after",
                paramLabel = "TIME",
                description = "It gets a new version by itself after this time, 7d to 365d.")
        private String rotateAfter = "";

        @Override
        View run(AdministrationClient administration) {
            Map<String, String> parameters = new TreeMap<>(Map.of("Description", description));
            if (external) {
                parameters.put("Origin", "EXTERNAL");
            }
            if (!rotateAfter.isEmpty()) {
                parameters.put("EnableAutomaticRotation", "true");
                parameters.put("RotationInterval", rotateAfter);
            }
            return shown(administration.call(Api.KMS, "CreateKey", parameters));
        }
    }

    @Command(name = "list", description = "Lists the keys with their states.")
    static final class ListAll extends Verb {
        @Override
        View run(AdministrationClient administration) {
            return View.rows(
                    KeyPages.all(
                            administration, "ListKeys", Map.of(), "/Keys/Key", key -> describe(administration, key)),
                    "KeyId",
                    "KeyState",
                    "CreationDate",
                    "Description");
        }

        private static JsonNode describe(AdministrationClient administration, JsonNode key) {
            String id = key.path("KeyId").asString("");
            return administration
                    .call(Api.KMS, "DescribeKey", Map.of("KeyId", id))
                    .path("KeyMetadata");
        }
    }

    @Command(name = "show", aliases = "describe", description = "Shows a key.")
    static final class Show extends Verb {
        @Parameters(paramLabel = "KEY", description = "The key's id, or one of its aliases.")
        private String key = "";

        @Override
        View run(AdministrationClient administration) {
            return shown(administration.call(Api.KMS, "DescribeKey", Map.of("KeyId", key)));
        }
    }

    @Command(name = "enable", description = "Makes a disabled key usable again.")
    static final class Enable extends OnKey {
        @Override
        View run(AdministrationClient administration) {
            return done(administration, "EnableKey", Map.of(), "is enabled");
        }
    }

    @Command(
            name = "disable",
            description = "Stops a key: what it encrypts can be neither read nor written until it is enabled.")
    static final class Disable extends OnKey {
        @Override
        View run(AdministrationClient administration) {
            return done(administration, "DisableKey", Map.of(), "is disabled");
        }
    }

    @Command(name = "set-description", description = "Says what a key is for.")
    static final class Describe extends OnKey {
        @Parameters(index = "1", paramLabel = "TEXT", description = "What the key is for.")
        private String description = "";

        @Override
        View run(AdministrationClient administration) {
            return done(administration, "UpdateKeyDescription", Map.of("Description", description), "is described");
        }
    }

    @Command(
            name = "schedule-deletion",
            description = "Stops a key, and destroys it after some days: what it encrypts is lost then.")
    static final class ScheduleDeletion extends OnKey {
        @Option(names = "--days", paramLabel = "DAYS", required = true, description = "7 to 366.")
        private int days;

        @Override
        View run(AdministrationClient administration) {
            return done(
                    administration,
                    "ScheduleKeyDeletion",
                    Map.of("PendingWindowInDays", Integer.toString(days)),
                    "is to be destroyed in " + days + " days");
        }
    }

    @Command(name = "cancel-deletion", description = "Keeps a key that is to be destroyed, and enables it.")
    static final class CancelDeletion extends OnKey {
        @Override
        View run(AdministrationClient administration) {
            return done(administration, "CancelKeyDeletion", Map.of(), "is kept");
        }
    }

    @Command(name = "protect", description = "Says that a key must not be deleted, or may.")
    static final class Protect extends OnKey {
        @Option(names = "--off", description = "The key may be deleted again.")
        private boolean off;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why it must not be deleted.")
        private String reason = "";

        @Override
        View run(AdministrationClient administration) {
            return done(
                    administration,
                    "SetDeletionProtection",
                    Map.of("EnableDeletionProtection", Boolean.toString(!off), "DeletionProtectionDescription", reason),
                    off ? "may be deleted" : "is protected from deletion");
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
                "MaterialExpireTime",
                "PrimaryKeyVersion",
                "AutomaticRotation",
                "RotationInterval",
                "LastRotationDate",
                "NextRotationDate",
                "DeletionProtection",
                "DeletionProtectionDescription",
                "Arn",
                "DeleteDate");
    }
}
