package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The published vectors are what this code makes, and what an independent program makes of the specification. */
class TestVectorsTest {
    private static final Path PUBLISHED = Path.of("../docs/test-vectors/encryption.json");
    private static final Path CHECK = Path.of("src/test/python/check_vectors.py");

    @Test
    void areWhatTheCodeMakes() throws IOException {
        String made = TestVectors.json();
        Path copy = Path.of("target/encryption.json");
        Files.writeString(copy, made);

        assertThat(PUBLISHED).as("compare with " + copy).usingCharset("UTF-8").hasContent(made);
    }

    @Test
    void areWhatTheSpecificationSays() {
        assumeTrue(
                output("python3", "-c", "import cryptography; print('ready')").equals("ready"),
                "python3, cryptography");

        assertThat(output("python3", CHECK.toString(), PUBLISHED.toString())).isEqualTo("all vectors hold");
    }

    private static String output(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void theExampleKeystoreOpens() {
        KeyRing ring = TestVectors.keyRing();
        byte[] sealed = TestVectors.sealedKeystore();

        KeyRing opened = new KeyStoreEnvelope(TestVectors.rootKey()).open(sealed);

        assertThat(KeyRingFormat.write(opened)).isEqualTo(KeyRingFormat.write(ring));
        assertThatCode(() -> opened.all().forEach(MasterKey::requireNotPendingDeletion))
                .isInstanceOf(KeyManagementException.class);
    }
}
