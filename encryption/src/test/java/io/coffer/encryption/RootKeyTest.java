package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RootKeyTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("data.root-key");
    }

    private void write(String content) throws IOException {
        Files.writeString(file, content, StandardCharsets.ISO_8859_1);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void isMadeOnceAndLoadedAgain() throws IOException {
        byte[] made = RootKey.loadOrCreate(file).derive("records/v1");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).matches("coffer-root-key/1 [0-9a-f]{64}\n");
        assertThat(RootKey.loadOrCreate(file).derive("records/v1")).isEqualTo(made);
        assertThat(RootKey.load(file).derive("records/v1")).isEqualTo(made);
    }

    @Test
    void everyNewKeyIsAnother() {
        assertThat(RootKey.random().derive("records/v1"))
                .isNotEqualTo(RootKey.random().derive("records/v1"));
    }

    @Test
    void everyPurposeHasItsKey() throws IOException {
        write("coffer-root-key/1 " + "ab".repeat(32) + "\n");
        RootKey key = RootKey.load(file);

        assertThat(key.derive("records/v1"))
                .hasSize(32)
                .isEqualTo(RootKey.load(file).derive("records/v1"))
                .isNotEqualTo(key.derive("keystore/v1"))
                .isNotEqualTo(Extents.filled(32, 0xab));
    }

    @Test
    void upperCaseDigitsAreTheSameKey() throws IOException {
        write("coffer-root-key/1 " + "ab".repeat(32) + "\n");
        byte[] lower = RootKey.load(file).derive("records/v1");
        write("coffer-root-key/1 " + "AB".repeat(32) + "\n");

        assertThat(RootKey.load(file).derive("records/v1")).isEqualTo(lower);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw------x", "rwxrwxrwx"})
    void refusesAFileOpenToOthers(String mode) throws IOException {
        RootKey.loadOrCreate(file).close();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        assertThatThrownBy(() -> RootKey.load(file))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("0600");
        assertThatThrownBy(() -> RootKey.loadOrCreate(file)).isInstanceOf(KeyFileException.class);
    }

    @Test
    void aFileThatOnlyItsOwnerReadsIsFine() throws IOException {
        byte[] made = RootKey.loadOrCreate(file).derive("records/v1");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));

        assertThat(RootKey.load(file).derive("records/v1")).isEqualTo(made);
    }

    @Test
    void refusesWhatIsNotARootKeyAndLeavesIt() throws IOException {
        String good = "coffer-root-key/1 " + "0123456789abcdef".repeat(4) + "\n";
        for (String content : new String[] {
            "",
            "\n",
            good.substring(1),
            good + "\n",
            good.replace('\n', ' '),
            good.replace("/1", "/2"),
            good.replace('f', 'g'),
            good.replace("0123", "+123"),
            good.replace("0123", "\u00e4123"),
            good.substring(0, 40) + "\n"
        }) {
            write(content);
            assertThatThrownBy(() -> RootKey.loadOrCreate(file))
                    .isInstanceOf(KeyFileException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageNotContaining("cdef");
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).isEqualTo(content);
        }
    }

    @Test
    void saysThatTheFileIsMissing() {
        assertThatThrownBy(() -> RootKey.load(file))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("no root key file");
    }

    @Test
    void isNotMadeWhereThereIsNoDirectory() {
        assertThatThrownBy(() -> RootKey.loadOrCreate(directory.resolve("missing/root-key")))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("cannot be made");
    }

    @Test
    void aClosedKeyDerivesNothing() {
        RootKey key = RootKey.random();
        key.close();

        assertThatThrownBy(() -> key.derive("records/v1")).isInstanceOf(IllegalStateException.class);
    }
}
