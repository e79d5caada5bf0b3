package io.coffer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What keys do for callers themselves. Secrets come from files or standard input, never from the command line. */
final class KeyUseVerbs {
    /** The pairs that must be the same at encryption and decryption. */
    static final class Context {
        @Option(
                names = "--context",
                paramLabel = "NAME=VALUE",
                description = "A pair of the encryption context; may be repeated.")
        private Map<String, String> pairs = Map.of();

        Map<String, String> with(Map<String, String> parameters) {
            Map<String, String> all = new TreeMap<>(parameters);
            if (!pairs.isEmpty()) {
                ObjectNode context = JsonNodeFactory.instance.objectNode();
                pairs.forEach(context::put);
                all.put("EncryptionContext", context.toString());
            }
            return all;
        }
    }

    @Command(name = "encrypt", description = "Encrypts a file of at most 6144 bytes, and shows it in Base64.")
    static final class Encrypt extends Verb {
        @Parameters(index = "0", paramLabel = "KEY", description = "The key's id, or an alias.")
        private String key = "";

        @Parameters(index = "1", paramLabel = "FILE", description = "What is encrypted; - is standard input.")
        private Path file = Path.of("-");

        @Mixin
        private Context context = new Context();

        @Override
        View run(AdministrationClient administration) {
            String plaintext = Base64.getEncoder().encodeToString(content(file));
            JsonNode answer =
                    administration.call(Api.KMS, "Encrypt", context.with(Map.of("KeyId", key, "Plaintext", plaintext)));
            return View.fields(answer, answer, "KeyId", "KeyVersionId", "CiphertextBlob");
        }
    }

    @Command(name = "decrypt", description = "Decrypts what was encrypted in the same context, and shows it in Base64.")
    static final class Decrypt extends Verb {
        @Parameters(paramLabel = "CIPHERTEXT", description = "The CiphertextBlob.")
        private String ciphertext = "";

        @Mixin
        private Context context = new Context();

        @Override
        View run(AdministrationClient administration) {
            JsonNode answer =
                    administration.call(Api.KMS, "Decrypt", context.with(Map.of("CiphertextBlob", ciphertext)));
            return View.fields(answer, answer, "KeyId", "KeyVersionId", "Plaintext");
        }
    }

    @Command(
            name = "generate-data-key",
            description = "Makes a random key, and shows it in clear and encrypted, both in Base64.")
    static final class GenerateDataKey extends Verb {
        @Parameters(paramLabel = "KEY", description = "The key's id, or an alias.")
        private String key = "";

        @Option(names = "--bytes", paramLabel = "NUMBER", description = "Its length, 1 to 1024; 32 without it.")
        private int bytes = 32;

        @Option(names = "--without-plaintext", description = "Shows it encrypted only.")
        private boolean withoutPlaintext;

        @Mixin
        private Context context = new Context();

        @Override
        View run(AdministrationClient administration) {
            String action = withoutPlaintext ? "GenerateDataKeyWithoutPlaintext" : "GenerateDataKey";
            JsonNode answer = administration.call(
                    Api.KMS, action, context.with(Map.of("KeyId", key, "NumberOfBytes", Integer.toString(bytes))));
            return View.fields(answer, answer, "KeyId", "KeyVersionId", "CiphertextBlob", "Plaintext");
        }
    }

    private KeyUseVerbs() {}

    static byte[] content(Path file) {
        try {
            return file.equals(DocumentFile.INPUT) ? System.in.readAllBytes() : Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UsageException("the file " + file + " cannot be read: "
                    + unreadable.getClass().getSimpleName());
        }
    }
}
