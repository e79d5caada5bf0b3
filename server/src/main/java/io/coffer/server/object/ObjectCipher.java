package io.coffer.server.object;

import io.coffer.encryption.CipherSuite;
import io.coffer.encryption.DataKey;
import io.coffer.encryption.ExtentContext;
import io.coffer.encryption.KeyCommitment;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.RecordFacts;
import io.coffer.encryption.RecordTag;
import io.coffer.encryption.SealedAttribute;
import io.coffer.encryption.SegmentDecryptor;
import io.coffer.encryption.SegmentEncryptor;
import io.coffer.encryption.WrappedKey;
import io.coffer.model.ObjectKey;
import io.coffer.model.SseAlgorithm;
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

    private final RecordedKeys keys;
    private final AttributeKeys attributeKeys;
    private final OpenedFacts openedFacts = new OpenedFacts();

    ObjectCipher(RecordedKeys keys, AttributeKeys attributeKeys) {
        this.keys = keys;
        this.attributeKeys = attributeKeys;
    }

    boolean opensAtOnce() {
        return keys.opensAtOnce();
    }

    NewDataKey generate(BucketSnapshot bucket, BlobId blob, EncryptionPlan.Encrypted plan) {
        return keys.generate(bucket, blob.bytes(), plan.keyId(), plan.context());
    }

    /** The data key of a body, after its commitment was compared. */
    DataKey unwrap(BucketSnapshot bucket, BlobId blob, ObjectEncryption envelope) {
        DataKey dataKey = keys.unwrap(bucket, blob.bytes(), envelope.wrappedKey(), envelope.context());
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
        return new ObjectEncryption(
                plan.algorithm(), plan.suite(), dataKey.wrapped(), plan.context(), commitment, new byte[0]);
    }

    /** The same data key under the newest version of a key. Commitment and record tag hold on. */
    ObjectEncryption rewrapped(
            BucketSnapshot bucket, BlobId blob, ObjectEncryption before, SseAlgorithm algorithm, String keyId) {
        WrappedKey wrapped = keys.rewrap(
                bucket,
                blob.bytes(),
                before.wrappedKey(),
                keyId,
                before.context(),
                dataKey ->
                        KeyCommitment.verify(dataKey, before.suite(), bucket.id(), blob.bytes(), before.commitment()));
        return new ObjectEncryption(
                algorithm, before.suite(), wrapped, before.context(), before.commitment(), before.recordTag());
    }

    /** As {@link #rewrapped}, to be used with another cipher: the commitment is a new one and no tag holds any more. */
    ObjectEncryption recommitted(
            BucketSnapshot bucket, BlobId blob, ObjectEncryption before, EncryptionPlan.Encrypted plan) {
        ObjectEncryption wrapped = rewrapped(bucket, blob, before, plan.algorithm(), plan.keyId());
        if (before.suite() == plan.suite()) {
            return wrapped;
        }
        try (DataKey dataKey = unwrap(bucket, blob, wrapped)) {
            byte[] commitment = KeyCommitment.of(dataKey, plan.suite(), bucket.id(), blob.bytes());
            return new ObjectEncryption(
                    plan.algorithm(), plan.suite(), wrapped.wrappedKey(), wrapped.context(), commitment, new byte[0]);
        }
    }

    AttributeKeys attributeKeys() {
        return attributeKeys;
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

    private ObjectFacts openFacts(BucketSnapshot bucket, ObjectKey key, ObjectRecord record, DataKey attributeKey) {
        SealedAttribute.Context place = place(bucket, ObjectRecords.name(key, record), Kind.OBJECT, record.blob());
        return openedFacts.get(attributeKey, place, record.facts(), () -> opened(attributeKey, place, record));
    }

    private static ObjectFacts opened(DataKey attributeKey, SealedAttribute.Context place, ObjectRecord record) {
        return ObjectFacts.fromBytes(SealedAttribute.open(attributeKey, place, record.facts()));
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
            return attributeKey(record.encryption().get().wrappedKey().keyId())
                    .map(attributeKey -> opened(
                            attributeKey,
                            place(bucket, ObjectRecords.name(key, record), Kind.OBJECT, record.blob()),
                            record));
        }

        /** What is sealed of a part, or empty as above. */
        Optional<byte[]> ofExtent(Name name, BlobId blob, String keyId, byte[] sealed) {
            return attributeKey(keyId)
                    .map(attributeKey ->
                            SealedAttribute.open(attributeKey, place(bucket, name, Kind.EXTENT, blob), sealed));
        }

        private Optional<DataKey> attributeKey(String keyId) {
            return keys.computeIfAbsent(keyId, this::unwrap);
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
