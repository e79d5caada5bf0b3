package io.coffer.server.object;

import io.coffer.encryption.CipherSuite;
import io.coffer.encryption.DataKey;
import io.coffer.encryption.ExtentContext;
import io.coffer.encryption.KeyCommitment;
import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.RecordFacts;
import io.coffer.encryption.RecordTag;
import io.coffer.encryption.SealedAttribute;
import io.coffer.encryption.SegmentDecryptor;
import io.coffer.encryption.SegmentEncryptor;
import io.coffer.encryption.WrapContext;
import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.Composition;
import io.coffer.server.metadata.Manifest;
import io.coffer.server.metadata.ObjectEncryption;
import io.coffer.server.metadata.ObjectFacts;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.storage.BlobId;
import io.coffer.storage.Name;
import io.coffer.storage.Reader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where encryption and storage meet: envelopes, sealed facts and bodies of objects. Engines see ciphertext only. */
final class ObjectCipher {
    /** An object of one piece is one extent. */
    static final long ONLY_EXTENT = 0;

    /** What a sealed attribute is; stored, so never changed once in use. */
    enum Kind {
        OBJECT(1),
        UPLOAD(2),
        EXTENT(3);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    private final KeyManagement keyManagement;
    private final AttributeKeys attributeKeys;
    private final byte[] storeId;

    ObjectCipher(KeyManagement keyManagement, AttributeKeys attributeKeys, byte[] storeId) {
        this.keyManagement = keyManagement;
        this.attributeKeys = attributeKeys;
        this.storeId = storeId.clone();
    }

    DataKey generate(BucketSnapshot bucket, BlobId blob, String keyId) {
        return keyManagement.generateDataKey(keyId, context(bucket, blob));
    }

    /** The data key of a body, after its commitment was compared. */
    DataKey unwrap(BucketSnapshot bucket, BlobId blob, ObjectEncryption envelope) {
        DataKey dataKey = keyManagement.unwrap(envelope.wrappedKey(), context(bucket, blob));
        try {
            KeyCommitment.verify(dataKey, envelope.suite(), bucket.id(), blob.bytes(), envelope.commitment());
            return dataKey;
        } catch (RuntimeException refused) {
            dataKey.close();
            throw refused;
        }
    }

    SegmentEncryptor encryptor(
            BucketSnapshot bucket, BlobId blob, long extent, DataKey dataKey, CipherSuite suite, ByteTarget target) {
        return new SegmentEncryptor(
                dataKey, suite, new ExtentContext(bucket.id(), blob.bytes(), extent), target::write);
    }

    /** Takes ciphertext in order. */
    @FunctionalInterface
    interface ByteTarget {
        void write(byte[] bytes, int offset, int length);
    }

    /** How a body will be opened: the wrapped key and what it commits to. Its record tag is made at commit. */
    ObjectEncryption untagged(BucketSnapshot bucket, BlobId blob, DataKey dataKey, EncryptionPlan.Encrypted plan) {
        byte[] commitment = KeyCommitment.of(dataKey, plan.suite(), bucket.id(), blob.bytes());
        return new ObjectEncryption(plan.algorithm(), plan.suite(), dataKey.wrapped(), commitment, new byte[0]);
    }

    /** Binds a body that is written to its data key, its place and its length. */
    ObjectRecord tagged(BucketSnapshot bucket, ObjectKey key, ObjectRecord record, DataKey dataKey) {
        ObjectEncryption envelope = record.encryption().orElseThrow();
        byte[] tag = RecordTag.of(dataKey, recordFacts(bucket, key, record, envelope));
        return record.withEncryption(envelope.withRecordTag(tag));
    }

    byte[] seal(BucketSnapshot bucket, Name name, Kind kind, BlobId blob, String keyId, byte[] value) {
        try (DataKey attributeKey = attributeKeys.forWrite(bucket, keyId)) {
            return SealedAttribute.seal(attributeKey, place(bucket, name, kind, blob), value);
        }
    }

    byte[] open(BucketSnapshot bucket, Name name, Kind kind, BlobId blob, String keyId, byte[] sealed) {
        try (DataKey attributeKey = attributeKeys.forRead(bucket, keyId)) {
            return SealedAttribute.open(attributeKey, place(bucket, name, kind, blob), sealed);
        }
    }

    /** An object's facts as its record carries them. */
    byte[] sealFacts(BucketSnapshot bucket, ObjectKey key, ObjectRecord record, ObjectFacts facts) {
        byte[] bytes = facts.toBytes();
        return record.encryption()
                .map(envelope -> seal(
                        bucket,
                        ObjectRecords.name(key, record),
                        Kind.OBJECT,
                        record.blob(),
                        envelope.wrappedKey().keyId(),
                        bytes))
                .orElse(bytes);
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
        Name name = ObjectRecords.name(key, record);
        return ObjectFacts.fromBytes(
                SealedAttribute.open(attributeKey, place(bucket, name, Kind.OBJECT, record.blob()), record.facts()));
    }

    /** The data key of a whole object, after its record was found to be the one written with its body. */
    DataKey openRecord(BucketSnapshot bucket, ObjectKey key, ObjectRecord record, ObjectEncryption envelope) {
        DataKey dataKey = unwrap(bucket, record.blob(), envelope);
        try {
            RecordTag.verify(dataKey, recordFacts(bucket, key, record, envelope), envelope.recordTag());
            return dataKey;
        } catch (RuntimeException refused) {
            dataKey.close();
            throw refused;
        }
    }

    /** A body of one piece. */
    SegmentDecryptor whole(
            BucketSnapshot bucket, ObjectRecord record, ObjectEncryption envelope, DataKey dataKey, Reader reader) {
        return new SegmentDecryptor(
                dataKey,
                envelope.suite(),
                new ExtentContext(bucket.id(), record.blob().bytes(), ONLY_EXTENT),
                record.size(),
                reader.entry().size(),
                reader::range);
    }

    /** One extent of a composed body. */
    SegmentDecryptor extent(
            BucketSnapshot bucket,
            BlobId blob,
            ObjectEncryption envelope,
            DataKey dataKey,
            Manifest.Extent extent,
            Reader reader) {
        return new SegmentDecryptor(
                        dataKey,
                        envelope.suite(),
                        new ExtentContext(bucket.id(), blob.bytes(), extent.number()),
                        extent.length(),
                        reader.entry().size(),
                        reader::range)
                .requiring(extent.header());
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
            return attributeKey(record.encryption().get())
                    .map(attributeKey -> openFacts(bucket, key, record, attributeKey));
        }

        /** What is sealed of a part, or empty as above. */
        Optional<byte[]> ofExtent(Name name, BlobId blob, ObjectEncryption envelope, byte[] sealed) {
            return attributeKey(envelope)
                    .map(attributeKey ->
                            SealedAttribute.open(attributeKey, place(bucket, name, Kind.EXTENT, blob), sealed));
        }

        private Optional<DataKey> attributeKey(ObjectEncryption envelope) {
            return keys.computeIfAbsent(envelope.wrappedKey().keyId(), this::unwrap);
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

    private static SealedAttribute.Context place(BucketSnapshot bucket, Name name, Kind kind, BlobId blob) {
        return new SealedAttribute.Context(bucket.id(), name.bytes(), kind.code, blob.bytes());
    }

    private static RecordFacts recordFacts(
            BucketSnapshot bucket, ObjectKey key, ObjectRecord record, ObjectEncryption envelope) {
        boolean onlyVersion = record.slot().sequence() == 0;
        return new RecordFacts(
                bucket.id(),
                key.utf8(),
                onlyVersion ? "" : record.versionId().value(),
                record.blob().bytes(),
                envelope.suite(),
                record.size(),
                record.composition().map(Composition::extentCount).orElse(1L),
                record.composition().map(Composition::root),
                envelope.commitment());
    }
}
