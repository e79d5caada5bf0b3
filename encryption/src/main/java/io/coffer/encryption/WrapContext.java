package io.coffer.encryption;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a wrapped key is bound to. It is known when a write starts and never changes, so it names the place by random
 * ids and not by an object's name.
 *
 * @param storeId 16 bytes, the store
 * @param bucketId 16 bytes, the bucket
 * @param blobId 16 bytes, the body the key is for
 * @param encryptionContext what the caller added, empty when nothing
 */
public record WrapContext(byte[] storeId, byte[] bucketId, byte[] blobId, SortedMap<String, String> encryptionContext) {
    public WrapContext(byte[] storeId, byte[] bucketId, byte[] blobId) {
        this(storeId, bucketId, blobId, new TreeMap<>());
    }
}
