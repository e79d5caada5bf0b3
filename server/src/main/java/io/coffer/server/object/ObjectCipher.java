package io.coffer.server.object;

import io.coffer.encryption.CipherSuite;
import io.coffer.encryption.CiphertextSource;
import io.coffer.encryption.DataKey;
import io.coffer.encryption.ExtentContext;
import io.coffer.encryption.KeyCommitment;
import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.RecordFacts;
import io.coffer.encryption.RecordTag;
import io.coffer.encryption.SealedAttribute;
import io.coffer.encryption.SegmentDecryptor;
import io.coffer.encryption.WrapContext;
import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectEncryption;
import io.coffer.server.metadata.ObjectFacts;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.storage.BlobId;
import io.coffer.storage.Reader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where encryption and storage meet: envelopes, sealed facts and bodies of objects. Engines see ciphertext only. */
final class ObjectCipher {
    /** An object of one piece is one extent. */
    static final long ONLY_EXTENT = 0;

    private static final int FACTS = 1;
    private static final String ONLY_VERSION = "";

    private final KeyManagement keyManagement;
    private final AttributeKeys attributeKeys;
    private final byte[] storeId;

    ObjectCipher(KeyManagement keyManagement, AttributeKeys attributeKeys, byte[] storeId) {
        this.keyManagement = keyManagement;
        this.attributeKeys = attributeKeys;
        this.storeId = storeId.clone();
    }

    DataKey generate(BucketSnapshot bucket, BlobId blob, EncryptionPlan.Encrypted plan) {
        return keyManagement.generateDataKey(plan.keyId(), context(bucket, blob));
    }

    /** The envelope of a body that is written: binds it to its data key, its place and its length. */
    ObjectEncryption envelope(
            BucketSnapshot bucket,
            ObjectKey key,
            BlobId blob,
            long size,
            DataKey dataKey,
            EncryptionPlan.Encrypted plan) {
        byte[] commitment = KeyCommitment.of(dataKey, plan.suite(), bucket.id(), blob.bytes());
        byte[] tag = RecordTag.of(dataKey, recordFacts(bucket, key, blob, size, plan.suite(), commitment));
        return new ObjectEncryption(plan.algorithm(), plan.suite(), dataKey.wrapped(), commitment, tag);
    }

    byte[] sealFacts(BucketSnapshot bucket, ObjectKey key, BlobId blob, String keyId, ObjectFacts facts) {
        try (DataKey attributeKey = attributeKeys.forWrite(bucket, keyId)) {
            return SealedAttribute.seal(attributeKey, factsContext(bucket, key, blob), facts.toBytes());
        }
    }

    ObjectFacts openFacts(BucketSnapshot bucket, ObjectKey key, ObjectRecord record) {
        if (record.encryption().isEmpty()) {
            return ObjectFacts.fromBytes(record.facts());
        }
        try (DataKey attributeKey = attributeKeys.forRead(
                bucket, record.encryption().get().wrappedKey().keyId())) {
            return openFacts(bucket, key, record, attributeKey);
        }
    }

    private static ObjectFacts openFacts(
            BucketSnapshot bucket, ObjectKey key, ObjectRecord record, DataKey attributeKey) {
        return ObjectFacts.fromBytes(
                SealedAttribute.open(attributeKey, factsContext(bucket, key, record.blob()), record.facts()));
    }

    /** Checks the envelope and gives access to the body's plaintext; the data key lives as long as the result. */
    OpenBody open(BucketSnapshot bucket, ObjectKey key, ObjectRecord record, Reader reader) {
        if (record.encryption().isEmpty()) {
            return OpenBody.plain(reader);
        }
        ObjectEncryption envelope = record.encryption().get();
        DataKey dataKey = keyManagement.unwrap(envelope.wrappedKey(), context(bucket, record.blob()));
        try {
            KeyCommitment.verify(
                    dataKey, envelope.suite(), bucket.id(), record.blob().bytes(), envelope.commitment());
            RecordTag.verify(
                    dataKey,
                    recordFacts(bucket, key, record.blob(), record.size(), envelope.suite(), envelope.commitment()),
                    envelope.recordTag());
            CiphertextSource source = reader::range;
            SegmentDecryptor decryptor = new SegmentDecryptor(
                    dataKey,
                    envelope.suite(),
                    new ExtentContext(bucket.id(), record.blob().bytes(), ONLY_EXTENT),
                    record.size(),
                    reader.entry().size(),
                    source);
            return OpenBody.encrypted(reader, dataKey, decryptor);
        } catch (RuntimeException refused) {
            dataKey.close();
            throw refused;
        }
    }

    /** Opens the facts of many records of one bucket, unwrapping each attribute key once. */
    Facts factsOf(BucketSnapshot bucket) {
        return new Facts(bucket);
    }

    /** Attribute keys of one page of a listing, wiped when it is done. */
    final class Facts implements AutoCloseable {
        private final BucketSnapshot bucket;
        private final Map<String, Optional<DataKey>> keys = new HashMap<>();

        private Facts(BucketSnapshot bucket) {
            this.bucket = bucket;
        }

        /** @return empty when the master key cannot be used now, so that a listing can go on */
        Optional<ObjectFacts> of(ObjectKey key, ObjectRecord record) {
            if (record.encryption().isEmpty()) {
                return Optional.of(ObjectFacts.fromBytes(record.facts()));
            }
            String keyId = record.encryption().get().wrappedKey().keyId();
            return keys.computeIfAbsent(keyId, this::unwrap)
                    .map(attributeKey -> openFacts(bucket, key, record, attributeKey));
        }

        private Optional<DataKey> unwrap(String keyId) {
            try {
                return Optional.of(attributeKeys.forRead(bucket, keyId));
            } catch (KeyManagementException unusable) {
                return Optional.empty();
            }
        }

        @Override
        public void close() {
            keys.values().forEach(key -> key.ifPresent(DataKey::close));
        }
    }

    private WrapContext context(BucketSnapshot bucket, BlobId blob) {
        return new WrapContext(storeId, bucket.id(), blob.bytes());
    }

    private static SealedAttribute.Context factsContext(BucketSnapshot bucket, ObjectKey key, BlobId blob) {
        return new SealedAttribute.Context(bucket.id(), ObjectNames.of(key).bytes(), FACTS, blob.bytes());
    }

    private static RecordFacts recordFacts(
            BucketSnapshot bucket, ObjectKey key, BlobId blob, long size, CipherSuite suite, byte[] commitment) {
        return new RecordFacts(
                bucket.id(), key.utf8(), ONLY_VERSION, blob.bytes(), suite, size, 1, Optional.empty(), commitment);
    }
}
