package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.encryption.KeyManagementException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKeyStoreFileTest extends KeyManagementContract {
    private final RootKey rootKey = RootKey.random();

    @TempDir
    private Path temporary;

    private Path directory;
    private Path file;
    private LocalKeyStore keyStore;

    @BeforeEach
    void open() {
        directory = temporary.resolve("a/keys");
        file = directory.resolve("keystore");
        keyStore = LocalKeyStore.open(directory, rootKey, clock);
    }

    @AfterEach
    void close() {
        keyStore.close();
    }

    @Override
    KeyManagement management() {
        return keyStore;
    }

    @Override
    KeyAdministration administration() {
        return keyStore;
    }

    private void reopen() {
        keyStore.close();
        keyStore = LocalKeyStore.open(directory, rootKey, clock);
    }

    private void assertRefused(RootKey root, String message) throws IOException {
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> LocalKeyStore.open(directory, root))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(message);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void everythingSurvivesReopening() {
        KeyMetadata enabled = keyStore.create("1", KeyPurpose.CUSTOMER, "first Ω");
        KeyMetadata disabled = keyStore.findOrCreate("1", KeyPurpose.SERVICE);
        KeyMetadata pending = keyStore.findOrCreate("22", KeyPurpose.DEFAULT);
        DataKey old = keyStore.generateDataKey(enabled.keyId(), CONTEXT);
        keyStore.rotate(enabled.keyId());
        DataKey recent = keyStore.generateDataKey(enabled.keyId(), CONTEXT);
        keyStore.disable(disabled.keyId());
        keyStore.scheduleDeletion(pending.keyId(), 9);
        List<KeyMetadata> before = keyStore.list();

        reopen();

        assertThat(keyStore.list()).isEqualTo(before);
        assertThat(keyStore.find("22", KeyPurpose.DEFAULT)).contains(before.get(2));
        assertThat(keyStore.unwrap(old.wrapped(), CONTEXT).secret()).isEqualTo(old.secret());
        assertThat(keyStore.unwrap(recent.wrapped(), CONTEXT).secret()).isEqualTo(recent.secret());
    }

    @Test
    void theLongestTextsFit() {
        String owner = "Ω".repeat(256);
        String description = "密".repeat(8192);
        KeyMetadata made = keyStore.create(owner, KeyPurpose.CUSTOMER, description);

        reopen();

        assertThat(keyStore.describe(made.keyId())).isEqualTo(made);
        assertThatThrownBy(() -> keyStore.create("1", KeyPurpose.CUSTOMER, description + "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnfinishedReplacementIsIgnored() throws IOException {
        KeyMetadata made = keyStore.create("1", KeyPurpose.CUSTOMER, "");
        keyStore.close();
        Files.write(directory.resolve("keystore.tmp"), Arrays.copyOf(Files.readAllBytes(file), 100));

        keyStore = LocalKeyStore.open(directory, rootKey, clock);

        assertThat(keyStore.list()).containsExactly(made);
        keyStore.rotate(made.keyId());
        reopen();
        assertThat(keyStore.describe(made.keyId()).versions()).isEqualTo(2);
    }

    @Test
    void aFailedReplacementChangesNothing() throws IOException {
        KeyMetadata made = keyStore.create("1", KeyPurpose.CUSTOMER, "");
        byte[] before = Files.readAllBytes(file);
        // A directory that is not empty stands where the new file is to be written.
        Files.createDirectories(directory.resolve("keystore.tmp/in the way"));

        assertThatThrownBy(() -> keyStore.disable(made.keyId()))
                .isInstanceOfSatisfying(
                        KeyManagementException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));

        assertThat(keyStore.describe(made.keyId())).isEqualTo(made);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aChangeThatChangesNothingWritesNothing() throws IOException {
        KeyMetadata made = keyStore.create("1", KeyPurpose.CUSTOMER, "");
        byte[] before = Files.readAllBytes(file);

        keyStore.enable(made.keyId());
        keyStore.cancelDeletion(made.keyId());

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void anotherRootKeyIsRefused() throws IOException {
        keyStore.create("1", KeyPurpose.CUSTOMER, "");
        keyStore.close();

        assertRefused(RootKey.random(), "another root key");
    }

    @Test
    void everyFlippedByteIsRefused() throws IOException {
        keyStore.create("1", KeyPurpose.CUSTOMER, "");
        keyStore.close();
        byte[] content = Files.readAllBytes(file);
        for (int i = 0; i < content.length; i++) {
            content[i] ^= 1;
            Files.write(file, content);
            assertRefused(rootKey, i >= 9 && i < 25 ? "another root key" : "damaged");
            content[i] ^= 1;
        }
    }

    @Test
    void anyOtherLengthIsRefused() throws IOException {
        keyStore.create("1", KeyPurpose.CUSTOMER, "");
        keyStore.close();
        byte[] content = Files.readAllBytes(file);
        for (int length : new int[] {0, 1, 9, 25, 106, 155, content.length - 1, content.length + 1}) {
            Files.write(file, Arrays.copyOf(content, length));
            assertRefused(rootKey, "damaged");
        }
    }

    @Test
    void oneOpensAtATime() throws IOException {
        assertRefused(rootKey, "in use");

        KeyMetadata made = keyStore.create("1", KeyPurpose.CUSTOMER, "");
        reopen();
        assertThat(keyStore.list()).containsExactly(made);
    }

    @Test
    void aRefusedOpeningLetsGoOfTheLock() throws IOException {
        keyStore.close();
        assertRefused(RootKey.random(), "another root key");
        assertRefused(RootKey.random(), "another root key");

        keyStore = LocalKeyStore.open(directory, rootKey, clock);
        assertThat(keyStore.list()).isEmpty();
    }

    @Test
    void aClosedKeystoreIsUnavailable() {
        keyStore.close();

        assertThatThrownBy(() -> keyStore.list())
                .isInstanceOfSatisfying(
                        KeyManagementException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @Test
    void needsTheRootKeyOnlyToOpen() {
        keyStore.close();
        Path other = temporary.resolve("other");
        RootKey root = RootKey.random();
        try (LocalKeyStore opened = LocalKeyStore.open(other, root)) {
            root.close();
            assertThat(opened.create("1", KeyPurpose.CUSTOMER, "")).isNotNull();
            assertThat(opened.list()).hasSize(1);
        }
    }

    @Test
    void onlyTheOwnerReads() throws IOException {
        keyStore.create("1", KeyPurpose.CUSTOMER, "");

        assertThat(mode(directory)).isEqualTo("rwx------");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(directory.resolve("keystore.lock"))).isEqualTo("rw-------");
        assertThat(directory.resolve("keystore.tmp")).doesNotExist();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
