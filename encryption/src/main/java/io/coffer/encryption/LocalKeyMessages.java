package io.coffer.encryption;

import io.coffer.encryption.KeyDerivation.Purpose;
import io.coffer.encryption.KeyManagementException.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.UUID;

/**
 * Messages under local master keys.
 *
 * <p>Layout: format (1, 1), key id (16), version (4), one-use seal of the message. The seal's context is what stands before
 * it and the canonical encryption context.
 */
final class LocalKeyMessages implements KeyMessages {
    private static final byte FORMAT = 1;
    private static final int HEAD_LENGTH = 1 + 16 + Integer.BYTES;
    private static final byte[] NO_ASSOCIATED_DATA = {};

    private final LiveKeyRing ring;

    LocalKeyMessages(LiveKeyRing ring) {
        this.ring = ring;
    }

    @Override
    public Encrypted encrypt(String keyId, byte[] plaintext, SortedMap<String, String> context) {
        if (plaintext.length > MAX_LENGTH) {
            throw new IllegalArgumentException("a message has at most " + MAX_LENGTH + " bytes");
        }
        MasterKeyVersion version = ring.key(keyId).requireWrapping();
        byte[] salt = KeyDerivation.randomBytes(KeyDerivation.SALT_LENGTH);
        byte[] ciphertext = seal(keyId, version, salt, plaintext, context);
        return new Encrypted(keyId, version.facts(), ciphertext);
    }

    /** With a given salt, for test vectors. */
    static byte[] seal(
            String keyId, MasterKeyVersion version, byte[] salt, byte[] plaintext, SortedMap<String, String> context) {
        byte[] head = head(keyId, version.number());
        byte[] sealed = seal(head, context).seal(version.material().orElseThrow(), salt, NO_ASSOCIATED_DATA, plaintext);
        return ByteBuffer.allocate(head.length + sealed.length)
                .put(head)
                .put(sealed)
                .array();
    }

    @Override
    public Decrypted decrypt(byte[] ciphertext, SortedMap<String, String> context) {
        String keyId = keyIdOf(ciphertext);
        int number = ByteBuffer.wrap(ciphertext).getInt(HEAD_LENGTH - Integer.BYTES);
        MasterKeyVersion version = ring.key(keyId).requireUnwrapping(number).orElseThrow(LocalKeyMessages::invalid);
        byte[] head = Arrays.copyOf(ciphertext, HEAD_LENGTH);
        byte[] sealed = Arrays.copyOfRange(ciphertext, HEAD_LENGTH, ciphertext.length);
        byte[] plaintext = version.material()
                .flatMap(material -> seal(head, context).open(material, NO_ASSOCIATED_DATA, sealed))
                .orElseThrow(LocalKeyMessages::invalid);
        return new Decrypted(keyId, version.facts(), plaintext);
    }

    @Override
    public String keyIdOf(byte[] ciphertext) {
        if (ciphertext.length < HEAD_LENGTH + OneUseSeal.OVERHEAD || ciphertext[0] != FORMAT) {
            throw invalid();
        }
        ByteBuffer head = ByteBuffer.wrap(ciphertext).position(1);
        return new UUID(head.getLong(), head.getLong()).toString();
    }

    private static byte[] head(String keyId, int number) {
        UUID id = UUID.fromString(keyId);
        return ByteBuffer.allocate(HEAD_LENGTH)
                .put(FORMAT)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putInt(number)
                .array();
    }

    private static OneUseSeal seal(byte[] head, SortedMap<String, String> context) {
        byte[] pairs = ContextPairs.canonicalBytes(context);
        return new OneUseSeal(
                Purpose.MESSAGE,
                ByteBuffer.allocate(head.length + pairs.length)
                        .put(head)
                        .put(pairs)
                        .array());
    }

    private static KeyManagementException invalid() {
        return new KeyManagementException(Kind.INVALID_CIPHERTEXT, "a message does not open");
    }
}
