package io.coffer.server.object;

import io.coffer.encryption.CipherSuite;
import io.coffer.encryption.DataKey;
import io.coffer.encryption.KeyCommitment;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.WrappedKey;
import io.coffer.model.EncryptionContext;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.AttributeKeyRecord;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.BlobId;
import io.coffer.storage.Condition;
import io.coffer.storage.StorageException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The keys that seal what is known about encrypted objects: one for each bucket and master key, so that a page of a
 * listing unwraps one key and not a thousand, and destroying the master key shreds the facts with the bodies.
 *
 * <p>A master key that nothing of the bucket is under any more hands its attribute key over to another one. It is never
 * removed: a write that took it just before opens all the same. The next write under the old key takes it back first.
 */
final class AttributeKeys {
    private final ControlRecords records;
    private final RecordedKeys keys;
    private final RecentAttributeKeys recent;

    /** @param alone whether no other process changes the records */
    AttributeKeys(ControlRecords records, RecordedKeys keys, boolean alone) {
        this.records = records;
        this.keys = keys;
        this.recent = new RecentAttributeKeys(alone);
    }

    /** Opens the key, made now when this is the bucket's first object under the master key. */
    DataKey forWrite(BucketSnapshot bucket, String keyId) {
        Optional<DataKey> opened = openRecent(bucket, keyId, AttributeKeyRecord::hasItsOwnMasterKey);
        if (opened.isPresent()) {
            return opened.get();
        }
        while (true) {
            Optional<ControlRecords.Stored<AttributeKeyRecord>> stored = find(bucket, keyId);
            if (stored.isEmpty()) {
                return create(bucket, keyId);
            }
            if (stored.get().value().hasItsOwnMasterKey()) {
                return unwrap(bucket, keyId, stored.get().value());
            }
            wrapUnder(bucket, keyId, stored.get(), keyId);
        }
    }

    /** @throws StorageException of kind {@link StorageException.Kind#CORRUPT} when the key's record is gone */
    DataKey forRead(BucketSnapshot bucket, String keyId) {
        return openRecent(bucket, keyId, record -> true)
                .or(() -> find(bucket, keyId).map(stored -> unwrap(bucket, keyId, stored.value())))
                .orElseThrow(() -> new StorageException(
                        StorageException.Kind.CORRUPT,
                        "bucket " + bucket.name() + " has no attribute key under " + keyId));
    }

    private Optional<DataKey> openRecent(BucketSnapshot bucket, String keyId, Predicate<AttributeKeyRecord> usable) {
        Optional<AttributeKeyRecord> record = recent.find(name(bucket, keyId)).filter(usable);
        try {
            return record.map(known -> unwrap(bucket, keyId, known));
        } catch (KeyManagementException unusable) {
            // its master key may have handed it over since: the record as it is now decides
            return Optional.empty();
        }
    }

    /**
     * Wraps the attribute key of one master key under the newest version of another, or of itself.
     *
     * @return false when there is none, or somebody else changed it first
     */
    boolean rewrap(BucketSnapshot bucket, String keyId, String toKeyId) {
        return find(bucket, keyId)
                .map(stored -> wrapUnder(bucket, keyId, stored, toKeyId))
                .orElse(false);
    }

    private boolean wrapUnder(
            BucketSnapshot bucket, String keyId, ControlRecords.Stored<AttributeKeyRecord> stored, String toKeyId) {
        AttributeKeyRecord record = stored.value();
        byte[] id = HexFormat.of().parseHex(record.id());
        byte[] commitment;
        try (DataKey key = unwrap(bucket, keyId, record)) {
            commitment = KeyCommitment.of(key, CipherSuite.AES_256_GCM, bucket.id(), id);
        }
        WrappedKey wrapped = keys.rewrap(
                bucket,
                id,
                record.wrapped(keyId),
                toKeyId,
                EncryptionContext.NONE,
                key -> KeyCommitment.verify(key, CipherSuite.AES_256_GCM, bucket.id(), id, commitment));
        try {
            records.put(
                    name(bucket, keyId),
                    AttributeKeyRecord.of(record.id(), keyId, wrapped),
                    Condition.generation(stored.generation()));
            recent.forget(name(bucket, keyId));
            return true;
        } catch (StorageException moved) {
            if (moved.kind() != StorageException.Kind.CONFLICT) {
                throw moved;
            }
            return false;
        }
    }

    private Optional<ControlRecords.Stored<AttributeKeyRecord>> find(BucketSnapshot bucket, String keyId) {
        String name = name(bucket, keyId);
        Optional<ControlRecords.Stored<AttributeKeyRecord>> found = records.get(name, AttributeKeyRecord.class);
        found.ifPresent(stored -> recent.keep(name, stored.value()));
        return found;
    }

    private DataKey unwrap(BucketSnapshot bucket, String keyId, AttributeKeyRecord record) {
        return keys.unwrapShared(bucket, HexFormat.of().parseHex(record.id()), record.wrapped(keyId));
    }

    private DataKey create(BucketSnapshot bucket, String keyId) {
        BlobId id = BlobId.random();
        NewDataKey made = keys.generate(bucket, id.bytes(), keyId, EncryptionContext.NONE);
        DataKey key = made.key();
        try {
            made.requireOpen();
            records.put(name(bucket, keyId), AttributeKeyRecord.of(id.hex(), keyId, key.wrapped()), Condition.ABSENT);
            return made.recorded(key);
        } catch (StorageException failure) {
            key.close();
            if (failure.kind() != StorageException.Kind.CONFLICT) {
                throw failure;
            }
            return forRead(bucket, keyId);
        } catch (RuntimeException refused) {
            key.close();
            throw refused;
        } finally {
            made.landed();
        }
    }

    private static String name(BucketSnapshot bucket, String keyId) {
        return AttributeKeyRecord.name(bucket.record().id(), keyId);
    }
}
