package io.coffer.encryption;

import io.coffer.encryption.KeyDerivation.Purpose;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Seals small facts about an object (digests, user metadata, tags) under an attribute key. */
public final class SealedAttribute {
    private SealedAttribute() {}

    /**
     * The place a sealed attribute belongs to.
     *
     * @param bucketId 16 bytes
     * @param name of the entry that carries the attribute
     * @param kind 0 to 255, what the attribute is, so that two of one object cannot be exchanged
     * @param blobId 16 bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // equality is by content, below
    public record Context(byte[] bucketId, byte[] name, int kind, byte[] blobId) {
        public Context {
            ExtentContext.requireId("bucket", bucketId);
            ExtentContext.requireId("blob", blobId);
            if (kind < 0 || kind > 255) {
                throw new IllegalArgumentException("the kind of an attribute is one byte");
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Context context && Arrays.equals(associatedData(), context.associatedData());
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(associatedData());
        }

        /** Bucket id (16), blob id (16), kind (1), then the name to the end. */
        private byte[] associatedData() {
            return ByteBuffer.allocate(2 * ExtentContext.ID_LENGTH + 1 + name.length)
                    .put(bucketId)
                    .put(blobId)
                    .put((byte) kind)
                    .put(name)
                    .array();
        }

        private OneUseSeal seal() {
            byte[] place = ByteBuffer.allocate(2 * ExtentContext.ID_LENGTH + Long.BYTES)
                    .put(bucketId)
                    .put(blobId)
                    .array();
            return new OneUseSeal(Purpose.ATTRIBUTE, place);
        }
    }

    /** The sealed form has 49 bytes more than the plaintext. */
    public static byte[] seal(DataKey attributeKey, Context context, byte[] plaintext) {
        return context.seal().seal(attributeKey.secret(), context.associatedData(), plaintext);
    }

    /** With a given salt, for test vectors. */
    static byte[] seal(DataKey attributeKey, Context context, byte[] salt, byte[] plaintext) {
        return context.seal().seal(attributeKey.secret(), salt, context.associatedData(), plaintext);
    }

    /** @throws DamagedDataException when the bytes were not sealed under this key for this place */
    public static byte[] open(DataKey attributeKey, Context context, byte[] sealed) {
        return context.seal()
                .open(attributeKey.secret(), context.associatedData(), sealed)
                .orElseThrow(() -> new DamagedDataException("a sealed attribute does not open"));
    }
}
