package io.coffer.server.object;

import io.coffer.encryption.DataKey;
import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.WrapContext;
import io.coffer.encryption.WrappedKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.BlobId;
import io.coffer.storage.Condition;
import io.coffer.storage.StorageException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The keys that seal what is known about encrypted objects: one for each bucket and master key, so that a page of a
 * listing unwraps one key and not a thousand, and destroying the master key shreds the facts with the bodies.
 */
final class AttributeKeys {
    private static final String PREFIX = "attribute-key/";

    private final ControlRecords records;
    private final KeyManagement keyManagement;
    private final byte[] storeId;

    AttributeKeys(ControlRecords records, KeyManagement keyManagement, byte[] storeId) {
        this.records = records;
        this.keyManagement = keyManagement;
        this.storeId = storeId.clone();
    }

    /** @param id 16 bytes of hex, in the place of a blob id in the wrap's context */
    record StoredAttributeKey(String id, int keyVersion, String ciphertext) {}

    /** Opens the key, made now when this is the bucket's first object under the master key. */
    DataKey forWrite(BucketSnapshot bucket, String keyId) {
        Optional<DataKey> existing = find(bucket, keyId);
        return existing.isPresent() ? existing.get() : create(bucket, keyId);
    }

    /** @throws StorageException of kind {@link StorageException.Kind#CORRUPT} when the key's record is gone */
    DataKey forRead(BucketSnapshot bucket, String keyId) {
        return find(bucket, keyId)
                .orElseThrow(() -> new StorageException(
                        StorageException.Kind.CORRUPT,
                        "bucket " + bucket.name() + " has no attribute key under " + keyId));
    }

    private Optional<DataKey> find(BucketSnapshot bucket, String keyId) {
        return records.get(name(bucket, keyId), StoredAttributeKey.class).map(stored -> {
            StoredAttributeKey key = stored.value();
            return keyManagement.unwrap(
                    new WrappedKey(keyId, key.keyVersion(), Base64.getDecoder().decode(key.ciphertext())),
                    context(bucket, HexFormat.of().parseHex(key.id())));
        });
    }

    private DataKey create(BucketSnapshot bucket, String keyId) {
        BlobId id = BlobId.random();
        DataKey key = keyManagement.generateDataKey(keyId, context(bucket, id.bytes()));
        WrappedKey wrapped = key.wrapped();
        try {
            records.put(
                    name(bucket, keyId),
                    new StoredAttributeKey(
                            id.hex(), wrapped.keyVersion(), Base64.getEncoder().encodeToString(wrapped.ciphertext())),
                    Condition.ABSENT);
            return key;
        } catch (StorageException failure) {
            key.close();
            if (failure.kind() != StorageException.Kind.CONFLICT) {
                throw failure;
            }
            return forRead(bucket, keyId);
        }
    }

    private WrapContext context(BucketSnapshot bucket, byte[] id) {
        return new WrapContext(storeId, bucket.id(), id);
    }

    private static String name(BucketSnapshot bucket, String keyId) {
        return PREFIX + bucket.record().id() + "/" + keyId;
    }
}
