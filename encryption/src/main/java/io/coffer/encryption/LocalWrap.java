package io.coffer.encryption;

import io.coffer.encryption.KeyDerivation.Purpose;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Wraps data keys under a version of a local master key. The key id, version and context are in the one-use key. */
final class LocalWrap {
    private static final byte[] NO_ASSOCIATED_DATA = {};

    private final OneUseSeal seal;

    /** @param keyId 36 characters of a UUID */
    LocalWrap(String keyId, int version, WrapContext context) {
        byte[] id = keyId.getBytes(StandardCharsets.US_ASCII);
        byte[] place = context.canonicalBytes();
        this.seal = new OneUseSeal(
                Purpose.WRAP,
                ByteBuffer.allocate(id.length + Integer.BYTES + place.length)
                        .put(id)
                        .putInt(version)
                        .put(place)
                        .array());
    }

    byte[] wrap(byte[] material, byte[] dataKey) {
        return seal.seal(material, NO_ASSOCIATED_DATA, dataKey);
    }

    /** With a given salt, for test vectors. */
    byte[] wrap(byte[] material, byte[] salt, byte[] dataKey) {
        return seal.seal(material, salt, NO_ASSOCIATED_DATA, dataKey);
    }

    Optional<byte[]> unwrap(byte[] material, byte[] wrapped) {
        return seal.open(material, NO_ASSOCIATED_DATA, wrapped).filter(key -> key.length == DataKey.LENGTH);
    }
}
