package io.coffer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The end of key versions: fence, destroy, and what proves it. */
final class KeyDestructionVerbs {
    private KeyDestructionVerbs() {}

    /** What both steps are about. */
    abstract static class OnVersion extends Verb {
        @Parameters(paramLabel = "KEY", description = "The key's id.")
        String key = "";

        @Option(names = "--version", paramLabel = "N", required = true, description = "The version's number.")
        int version;
    }

    @Command(
            name = "fence",
            description = {
                "Lets nothing new come under a version of a key, and shows what is still under it.",
                "The version that encrypts cannot be fenced: rotate the key first. Waits for writes under way, a minute at most."
            })
    static final class Fence extends OnVersion {
        @Override
        View run(AdministrationClient administration) {
            JsonNode answer = administration.call(
                    Api.COFFER, "FenceKeyVersion", Map.of("KeyId", key, "KeyVersion", String.valueOf(version)));
            return View.fields(answer, answer, "KeyId", "KeyVersion", "State", "Takes", "Sequence");
        }
    }

    @Command(
            name = "destroy",
            description = {
                "Destroys a fenced version of a key. What it protects becomes unreadable for good.",
                "Prints the signed certificate, or writes it to a file: keep it where no backup of this store is."
            })
    static final class Destroy extends OnVersion {
        @Option(
                names = "--takes",
                paramLabel = "ENTRIES",
                defaultValue = "0",
                description = "How many entries you know to become unreadable, as fence shows it (0).")
        private int takes;

        @Option(names = "--certificate", paramLabel = "FILE", description = "A new file for the certificate.")
        private Path certificate = Path.of("");

        @Override
        View run(AdministrationClient administration) {
            if (!certificate.toString().isEmpty() && Files.exists(certificate)) {
                throw new UsageException(certificate + " is there already");
            }
            JsonNode answer = administration.call(
                    Api.COFFER,
                    "DestroyKeyVersion",
                    Map.of(
                            "KeyId", key,
                            "KeyVersion", String.valueOf(version),
                            "Takes", String.valueOf(takes)));
            if (!certificate.toString().isEmpty()) {
                write(answer.path("Certificate").asString(""));
            }
            return View.fields(answer, answer, "KeyId", "KeyVersion", "Destroyed", "Sequence", "Certificate");
        }

        private void write(String text) {
            try {
                Files.writeString(certificate, text);
            } catch (IOException failure) {
                throw new UsageException("the version is destroyed, but " + certificate
                        + " cannot be written; ./coffer key destructions shows the certificate");
            }
        }
    }

    @Command(
            name = "destructions",
            description = "Lists the key versions that were destroyed, with their certificates.")
    static final class Destructions extends Verb {
        @Override
        View run(AdministrationClient administration) {
            JsonNode answer = administration.call(Api.COFFER, "ListKeyDestructions", Map.of());
            ArrayNode rows = View.items();
            answer.at("/Destructions/Destruction").forEach(rows::add);
            return View.rows(rows, "KeyId", "KeyVersion", "Destroyed", "Sequence");
        }
    }

    @Command(
            name = "replay-destruction",
            description =
                    "Destroys again what an older copy of the keystore brought back, by a certificate of this store.")
    static final class Replay extends Verb {
        @Parameters(paramLabel = "FILE", description = "The certificate.")
        private Path certificate = Path.of("");

        @Override
        View run(AdministrationClient administration) {
            String text;
            try {
                text = Files.readString(certificate);
            } catch (IOException unreadable) {
                throw new UsageException(certificate + " cannot be read");
            }
            JsonNode answer =
                    administration.call(Api.COFFER, "ReplayKeyDestruction", Map.of("Certificate", text.strip()));
            return View.fields(answer, answer, "CameBack");
        }
    }
}
