package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.coffer.encryption.KeyMetadata.KeyState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Key material is in no text that may reach a log: not in toString, not in an exception or its causes. */
class SecretsStayHiddenTest {
    private static final byte[] SECRET = Extents.random(99, 32);
    private static final String KEY_ID = "00000000-0000-4000-8000-000000000000";

    private static void assertHidden(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        assertThat(lower).doesNotContain(HexFormat.of().formatHex(SECRET, 0, 6));
        assertThat(lower).doesNotContain(HexFormat.of().formatHex(SECRET, 20, 26));
        assertThat(text)
                .doesNotContain(Base64.getEncoder().encodeToString(SECRET).substring(0, 8));
        assertThat(text)
                .doesNotContain(Arrays.toString(Arrays.copyOf(SECRET, 4)).replace("]", ""));
    }

    private static MasterKey masterKey(String owner) {
        KeyVersion version = new KeyVersion(1, KEY_ID, Instant.EPOCH, KeyVersion.State.ACTIVE, Optional.empty());
        return new MasterKey(
                KEY_ID,
                owner,
                KeyPurpose.CUSTOMER,
                KeyOrigin.EXTERNAL,
                KeySettings.NONE,
                KeyState.ENABLED,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                List.of(new MasterKeyVersion(version, Optional.of(SECRET), Optional.of(SECRET))));
    }

    private static void assertFailsHidden(ThrowingCallable call) {
        Throwable failure = catchThrowable(call);
        assertThat(failure).isNotNull();
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        assertHidden(text.toString());
    }

    @Test
    void objectsDoNotPrintThem() {
        WrappedKey wrapped = new WrappedKey("key", 1, new byte[81]);
        MasterKey master = masterKey("1");
        RootKey root = new SecretRootKey(SECRET.clone());

        assertHidden(new DataKey(SECRET.clone(), wrapped).toString());
        assertHidden(master.toString());
        assertHidden(master.versions().toString());
        assertHidden(master.metadata().toString());
        assertHidden(new KeyRing(List.of(master), List.of()).toString());
        assertHidden(root.toString());
        assertHidden(new SecretBox(root, "secrets/v1").toString());
        assertHidden(LocalKeyStore.inMemory().toString());
    }

    @Test
    void failuresDoNotTellThem(@TempDir Path directory) throws Exception {
        DataKey key = new DataKey(SECRET.clone(), new WrappedKey("key", 1, new byte[81]));
        byte[] extent = Extents.encrypt(key, CipherSuite.SM4_GCM, Extents.CONTEXT, SECRET);
        extent[45] ^= 1;
        Path rootFile = directory.resolve("root-key");
        Files.writeString(rootFile, "coffer-root-key/1 " + HexFormat.of().formatHex(SECRET, 0, 31) + "xx\n");
        Files.setPosixFilePermissions(rootFile, PosixFilePermissions.fromString("rw-------"));
        RootKey root = new SecretRootKey(SECRET.clone());
        SecretBox box = new SecretBox(root, "secrets/v1");

        assertFailsHidden(() -> Extents.decryptor(key, CipherSuite.SM4_GCM, Extents.CONTEXT, 32, extent)
                .read()
                .readAllBytes());
        assertFailsHidden(() -> RootKey.load(rootFile));
        assertFailsHidden(() -> box.open(SECRET, SECRET));
        assertFailsHidden(
                () -> KeyCommitment.verify(key, CipherSuite.SM4_GCM, Extents.BUCKET, Extents.BLOB, new byte[32]));
        assertFailsHidden(() -> new KeyStoreEnvelope(root).open(new byte[200]));
        assertFailsHidden(() -> new DataKey(Arrays.copyOf(SECRET, 31), key.wrapped()));
        assertFailsHidden(() -> KeyRingFormat.read(SECRET));
        assertFailsHidden(() -> FirstKeyRingFormat.read(SECRET));
        assertFailsHidden(() -> LocalKeyStore.inMemory().imports().importMaterial(KEY_ID, SECRET, Optional.empty()));
    }

    @Test
    void aKeystoreFileHoldsNoneOfThem() {
        MasterKey master = masterKey("owner-in-the-file");
        KeyRing ring = new KeyRing(List.of(master), List.of());

        String plain = HexFormat.of().formatHex(KeyRingFormat.write(ring));
        String sealed = HexFormat.of().formatHex(new KeyStoreEnvelope(RootKey.random()).seal(ring));

        assertThat(plain).contains(HexFormat.of().formatHex(SECRET));
        assertThat(sealed)
                .doesNotContain(HexFormat.of().formatHex(SECRET, 0, 8))
                .doesNotContain(HexFormat.of().formatHex("owner-in-the-file".getBytes()));
    }

    @Test
    void closingWipesThem() {
        byte[] dataKey = SECRET.clone();
        byte[] rootKey = SECRET.clone();

        new DataKey(dataKey, new WrappedKey("key", 1, new byte[81])).close();
        new SecretRootKey(rootKey).close();

        assertThat(dataKey).isEqualTo(new byte[32]);
        assertThat(rootKey).isEqualTo(new byte[32]);
    }
}
