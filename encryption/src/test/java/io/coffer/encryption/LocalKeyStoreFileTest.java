package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.encryption.KeyAliases.Alias;
import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyVersion.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKeyStoreFileTest extends KeyStoreContract {
    private static final KeySettings SETTINGS =
            new KeySettings("imported", new TreeMap<>(Map.of("a", "b")), Optional.empty(), Optional.of("because"));

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
    protected LocalKeyStore keyStore() {
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
        KeyMetadata external = keyStore.create("1", KeyPurpose.CUSTOMER, KeyOrigin.EXTERNAL, SETTINGS);
        keyStore.imports()
                .importMaterial(
                        external.keyId(),
                        new byte[32],
                        Optional.of(clock.instant().plusSeconds(9)));
        keyStore.aliases().createAlias("1", "alias/Ω", external.keyId());
        keyStore.enable(disabled.keyId());
        keyStore.rotate(disabled.keyId());
        keyStore.destruction().setVersionState(disabled.keyId(), 1, State.FENCED);
        keyStore.destruction().destroyVersion(disabled.keyId(), 1);
        List<KeyMetadata> before = keyStore.list();
        List<DestroyedVersion> destroyed = keyStore.destruction().destroyed();

        reopen();

        assertThat(keyStore.list()).isEqualTo(before);
        assertThat(keyStore.destruction().destroyed()).isEqualTo(destroyed).hasSize(1);
        assertThat(keyStore.aliases().aliases("1")).containsExactly(new Alias("1", "alias/Ω", external.keyId()));
        assertThat(keyStore.find("22", KeyPurpose.DEFAULT)).contains(before.get(2));
        assertThat(keyStore.unwrap(old.wrapped(), CONTEXT).secret()).isEqualTo(old.secret());
        assertThat(keyStore.unwrap(recent.wrapped(), CONTEXT).secret()).isEqualTo(recent.secret());
    }

    @Test
    void theLongestTextsFit() {
        String owner = "Ω".repeat(256);
        String description = "密".repeat(8192);
        SortedMap<String, String> tags = new TreeMap<>();
        for (int i = 10; i < 60; i++) {
            tags.put("密".repeat(126) + i, "密".repeat(256));
        }
        KeySettings settings =
                new KeySettings(description, tags, Optional.of(Duration.ofDays(730)), Optional.of("密".repeat(256)));
        KeyMetadata made = keyStore.create(owner, KeyPurpose.CUSTOMER, KeyOrigin.COFFER, settings);
        keyStore.aliases().createAlias(owner, "Ω".repeat(256), made.keyId());

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
        assertThat(keyStore.describe(made.keyId()).versions()).hasSize(2);
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
            assertRefused(rootKey, i == 8 ? "unknown" : i >= 9 && i < 25 ? "another root key" : "damaged");
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

    @Test
    void whatTheFileHeldBeforeIsOverwritten() throws IOException {
        KeyMetadata made = keyStore.create("1", KeyPurpose.CUSTOMER, "");
        keyStore.destruction().setVersionState(made.keyId(), 1, State.FENCED);
        byte[] before = Files.readAllBytes(file);
        Path witness = Files.createLink(temporary.resolve("witness"), file);

        keyStore.destruction().destroyVersion(made.keyId(), 1);

        assertThat(Files.readAllBytes(witness)).hasSameSizeAs(before).isNotEqualTo(before);
        assertThat(Arrays.copyOf(Files.readAllBytes(witness), 8)).isNotEqualTo(Arrays.copyOf(before, 8));
        assertThat(directory).isDirectoryNotContaining("glob:**.{old,tmp}");
        reopen();
        assertThat(keyStore.describe(made.keyId()).newestVersion().state()).isEqualTo(State.DESTROYED);
    }

    @Test
    void expiredMaterialLeavesTheFile() throws IOException {
        KeyMetadata made = keyStore.create("1", KeyPurpose.CUSTOMER, KeyOrigin.EXTERNAL, SETTINGS);
        keyStore.imports()
                .importMaterial(
                        made.keyId(), new byte[32], Optional.of(clock.instant().plusSeconds(9)));
        long whole = Files.size(file);
        keyStore.imports().deleteExpired();
        assertThat(Files.size(file)).isEqualTo(whole);
        clock.advance(Duration.ofSeconds(9));

        keyStore.imports().deleteExpired();

        assertThat(Files.size(file)).isEqualTo(whole - 32);
        assertThat(directory.resolve("keystore.old")).doesNotExist();
    }

    @Test
    void everyOlderCopyIsOverwrittenByTheNextChange() throws IOException {
        KeyMetadata made = keyStore.create("1", KeyPurpose.CUSTOMER, "");
        byte[] before = Files.readAllBytes(file);
        Path witness = Files.createLink(temporary.resolve("witness"), file);

        keyStore.disable(made.keyId());
        assertThat(Files.readAllBytes(directory.resolve("keystore.old"))).isEqualTo(before);
        keyStore.enable(made.keyId());
        assertThat(Files.readAllBytes(witness)).isNotEqualTo(before);
    }

    @Test
    void aLeftOlderCopyIsOverwrittenOnOpening() throws IOException {
        KeyMetadata made = keyStore.create("1", KeyPurpose.CUSTOMER, "");
        keyStore.disable(made.keyId());
        Path witness = Files.createLink(temporary.resolve("witness"), directory.resolve("keystore.old"));
        byte[] before = Files.readAllBytes(witness);

        reopen();

        assertThat(directory.resolve("keystore.old")).doesNotExist();
        assertThat(Files.readAllBytes(witness)).isNotEqualTo(before);
        assertThat(keyStore.describe(made.keyId()).state()).isEqualTo(KeyState.DISABLED);
    }

    @Test
    void aSecondNameOfTheFileItselfIsOnlyRemoved() throws IOException {
        KeyMetadata made = keyStore.create("1", KeyPurpose.CUSTOMER, "");
        keyStore.close();
        byte[] before = Files.readAllBytes(file);
        // as it is when the machine stops between the naming of the old content and its replacement
        Files.deleteIfExists(directory.resolve("keystore.old"));
        Files.createLink(directory.resolve("keystore.old"), file);

        keyStore = LocalKeyStore.open(directory, rootKey, clock);

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(directory.resolve("keystore.old")).doesNotExist();
        assertThat(keyStore.list()).containsExactly(made);
    }

    @Test
    void anOlderCopyThatCannotBeOverwrittenStopsEveryChange() throws IOException {
        KeyMetadata made = keyStore.create("1", KeyPurpose.CUSTOMER, "");
        keyStore.destruction().setVersionState(made.keyId(), 1, State.FENCED);
        Files.delete(directory.resolve("keystore.old"));
        Files.createDirectories(directory.resolve("keystore.old/in the way"));

        assertRefused(Kind.UNAVAILABLE, () -> keyStore.destruction().destroyVersion(made.keyId(), 1));

        assertThat(keyStore.describe(made.keyId()).newestVersion().state()).isEqualTo(State.FENCED);
    }

    @Test
    void aFileOfFormat1IsMigrated() throws IOException {
        keyStore.close();
        Files.write(file, TestVectors.firstKeystore());
        Path witness = Files.createLink(temporary.resolve("witness"), file);

        keyStore = LocalKeyStore.open(directory, TestVectors.rootKey(), clock);

        List<KeyMetadata> migrated = keyStore.list();
        assertThat(migrated).hasSize(2);
        assertThat(Files.readAllBytes(file)[8]).isEqualTo((byte) 2);
        assertThat(Files.readAllBytes(witness)).isNotEqualTo(TestVectors.firstKeystore());
        keyStore.close();
        keyStore = LocalKeyStore.open(directory, TestVectors.rootKey(), clock);
        assertThat(keyStore.list()).isEqualTo(migrated);
    }

    @Test
    void anUnknownFormatIsRefused() throws IOException {
        keyStore.close();
        byte[] content = Files.readAllBytes(file);
        for (int format : new int[] {0, 3, 255}) {
            content[8] = (byte) format;
            Files.write(file, content);
            assertRefused(rootKey, "format " + format + " is unknown");
        }
    }
}
