package io.coffer.encryption;

import io.coffer.encryption.KeyDerivation.Purpose;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The content of a keystore file: the keys sealed under a keystore key, which the root key wraps. Every writing takes a
 * new keystore key.
 *
 * <p>Layout: magic (8), format (1), fingerprint of the root key (16), wrapped keystore key (81), sealed keys (to the
 * end). What stands before a sealed part is its associated data.
 */
final class KeyStoreEnvelope implements AutoCloseable {
    static final int KEY_LENGTH = 32;

    private static final byte[] MAGIC = "COFFERKS".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT = 2;
    private static final int FINGERPRINT_LENGTH = 16;
    private static final int FINGERPRINT_AT = MAGIC.length + 1;
    private static final int KEY_AT = FINGERPRINT_AT + FINGERPRINT_LENGTH;
    private static final int KEYS_AT = KEY_AT + KEY_LENGTH + OneUseSeal.OVERHEAD;
    private static final OneUseSeal KEYS_SEAL = new OneUseSeal(Purpose.KEY_STORE, new byte[0]);

    private final SecretBox box;
    private final byte[] fingerprint;

    KeyStoreEnvelope(RootKey rootKey) {
        this.box = new SecretBox(rootKey, "keystore/v1");
        this.fingerprint = Arrays.copyOf(rootKey.derive("identity/v1"), FINGERPRINT_LENGTH);
    }

    byte[] seal(KeyRing ring) {
        byte[] key = KeyDerivation.randomBytes(KEY_LENGTH);
        try {
            return seal(
                    ring,
                    key,
                    KeyDerivation.randomBytes(KeyDerivation.SALT_LENGTH),
                    KeyDerivation.randomBytes(KeyDerivation.SALT_LENGTH));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** With given randomness, for test vectors. */
    byte[] seal(KeyRing ring, byte[] key, byte[] keySalt, byte[] keysSalt) {
        ByteBuffer head =
                ByteBuffer.allocate(KEYS_AT).put(MAGIC).put((byte) FORMAT).put(fingerprint);
        head.put(box.seal(key, keySalt, Arrays.copyOf(head.array(), KEY_AT)));
        byte[] keys = KeyRingFormat.write(ring);
        try {
            byte[] sealed = KEYS_SEAL.seal(key, keysSalt, head.array(), keys);
            return ByteBuffer.allocate(KEYS_AT + sealed.length)
                    .put(head.array())
                    .put(sealed)
                    .array();
        } finally {
            Arrays.fill(keys, (byte) 0);
        }
    }

    /** Whether a content that opened has the format that is written. */
    static boolean isOfNewestFormat(byte[] content) {
        return content[MAGIC.length] == FORMAT;
    }

    /** @throws KeyFileException when the content is damaged or sealed under another root key */
    KeyRing open(byte[] content) {
        requireHead(content);
        byte[] key = openKey(content);
        byte[] sealed = Arrays.copyOfRange(content, KEYS_AT, content.length);
        byte[] keys = KEYS_SEAL
                .open(key, Arrays.copyOf(content, KEYS_AT), sealed)
                .orElseThrow(() -> damaged("its keys do not open"));
        try {
            return isOfNewestFormat(content) ? KeyRingFormat.read(keys) : FirstKeyRingFormat.read(keys);
        } catch (IllegalArgumentException e) {
            throw damaged("its keys are not of the known form");
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(keys, (byte) 0);
        }
    }

    private void requireHead(byte[] content) {
        boolean whole = content.length >= KEYS_AT + OneUseSeal.OVERHEAD
                && Arrays.equals(content, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
        if (!whole) {
            throw damaged("it is cut short or not a keystore");
        }
        int format = Byte.toUnsignedInt(content[MAGIC.length]);
        if (format < 1 || format > FORMAT) {
            throw new KeyFileException("its format " + format + " is unknown; a newer Coffer may have written it");
        }
        if (!MessageDigest.isEqual(fingerprint, Arrays.copyOfRange(content, FINGERPRINT_AT, KEY_AT))) {
            throw new KeyFileException("the keystore was made with another root key");
        }
    }

    private byte[] openKey(byte[] content) {
        try {
            return box.open(Arrays.copyOfRange(content, KEY_AT, KEYS_AT), Arrays.copyOf(content, KEY_AT));
        } catch (DamagedDataException e) {
            throw damaged("its key does not open");
        }
    }

    private static KeyFileException damaged(String how) {
        return new KeyFileException("the keystore is damaged: " + how + "; bring it back from a copy");
    }

    @Override
    public void close() {
        box.close();
    }
}
