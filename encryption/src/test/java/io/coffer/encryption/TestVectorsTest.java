package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coffer.encryption.KeyMetadata.KeyState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
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
        assertThatCode(() -> opened.all().forEach(MasterKey::requireAlive)).isInstanceOf(KeyManagementException.class);
    }

    @Test
    void aKeystoreOfFormat1Opens() {
        KeyRing opened = new KeyStoreEnvelope(TestVectors.rootKey()).open(TestVectors.firstKeystore());

        MasterKey service = opened.require("5a0f3c1e-9d7b-4c66-8a51-0e2d4f6a8c10");
        MasterKey customer = opened.require("c3d9a1f0-0b5e-4f27-9c1d-7e6b5a493827");
        assertThat(opened.all()).containsExactly(service, customer);
        assertThat(service.metadata().versions()).extracting(KeyVersion::number).containsExactly(1, 2);
        assertThat(service.metadata().versions())
                .extracting(KeyVersion::id)
                .containsExactly("0a82ceeb-e999-357a-9426-8e7b38e7399f", "09f87587-cf7d-3333-9b2d-16692aa0df07");
        assertThat(service.versions())
                .allSatisfy(version -> assertThat(version.material()).isPresent());
        assertThat(customer.metadata())
                .isEqualTo(new KeyMetadata(
                        customer.keyId(),
                        "1000000000000001",
                        KeyPurpose.CUSTOMER,
                        KeyOrigin.COFFER,
                        KeySettings.NONE.withDescription("für Fotos"),
                        KeyState.PENDING_DELETION,
                        Instant.ofEpochMilli(1_793_527_300_000L),
                        customer.metadata().versions(),
                        Optional.of(Instant.ofEpochMilli(1_794_132_100_000L)),
                        Optional.empty()));
    }
}
