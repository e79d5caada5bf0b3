package io.coffer.encryption;

import io.coffer.model.EncryptionContext;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a wrapped key is bound to. It is known when a write starts and never changes, so it names the place by random
 * ids and not by an object's name.
 *
 * @param storeId 16 bytes, the store
 * @param bucketId 16 bytes, the bucket
 * @param blobId 16 bytes, the body the key is for
 * @param encryptionContext what the caller added, empty when nothing; text that UTF-8 can hold, no name that begins with
 *     {@link #RESERVED}
 */
@SuppressWarnings("ArrayRecordComponent") // passed along, never compared
public record WrapContext(byte[] storeId, byte[] bucketId, byte[] blobId, SortedMap<String, String> encryptionContext) {
    /** What the names of our own pairs begin with where a service takes the whole context as pairs. */
    public static final String RESERVED = EncryptionContext.RESERVED;

    public WrapContext {
        ExtentContext.requireId("store", storeId);
        ExtentContext.requireId("bucket", bucketId);
        ExtentContext.requireId("blob", blobId);
        if (encryptionContext.keySet().stream().anyMatch(name -> name.startsWith(RESERVED))) {
            throw new IllegalArgumentException("an encryption context has no name that begins with " + RESERVED);
        }
    }

    public WrapContext(byte[] storeId, byte[] bucketId, byte[] blobId) {
        this(storeId, bucketId, blobId, new TreeMap<>());
    }

    /**
     * The one form of this context in bytes: store id (16), bucket id (16), blob id (16), number of pairs (4), then each
     * pair as length (4) and bytes of its key, length (4) and bytes of its value. Text is UTF-8, pairs stand in the
     * order of their keys' unsigned bytes, numbers are big-endian.
     *
     * @throws IllegalArgumentException when a text holds half a surrogate pair, which UTF-8 cannot tell apart
     */
    public byte[] canonicalBytes() {
        byte[] pairs = ContextPairs.canonicalBytes(encryptionContext);
        return ByteBuffer.allocate(3 * ExtentContext.ID_LENGTH + pairs.length)
                .put(storeId)
                .put(bucketId)
                .put(blobId)
                .put(pairs)
                .array();
    }
}
