package io.coffer.server.object;

import io.coffer.encryption.DataKey;
import io.coffer.encryption.ExtentContext;
import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.SegmentEncryptor;
import io.coffer.encryption.SegmentLayout;
import io.coffer.model.ETag;
import io.coffer.model.ObjectAcl;
import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.ObjectEncryption;
import io.coffer.server.metadata.ObjectFacts;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.storage.Attributes;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException;
import io.coffer.storage.Writer;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps objects: one commit makes body, envelope and facts visible together. */
public final class ObjectStore {
    private static final long UNKNOWN_SIZE = -1;

    private final StorageEngine engine;
    private final ObjectRecords records;
    private final ObjectCipher cipher;
    private final Clock clock;

    public ObjectStore(
            StorageEngine engine,
            ControlRecords controlRecords,
            RecordSeal seal,
            KeyManagement keyManagement,
            byte[] storeId,
            Clock clock) {
        this.engine = engine;
        this.records = new ObjectRecords(seal);
        this.cipher =
                new ObjectCipher(keyManagement, new AttributeKeys(controlRecords, keyManagement, storeId), storeId);
        this.clock = clock;
    }

    /** The record alone: enough for ACL and existence. */
    public Optional<ObjectRecord> record(BucketSnapshot bucket, ObjectKey key) {
        return space(bucket).head(ObjectNames.of(key)).map(entry -> records.open(bucket, entry));
    }

    /** @throws OssException {@link OssError#NO_SUCH_KEY} */
    public ObjectRecord requireRecord(BucketSnapshot bucket, ObjectKey key) {
        return record(bucket, key).orElseThrow(() -> noSuchKey(key));
    }

    /** Opens the facts that go with a record. */
    public StoredObject read(BucketSnapshot bucket, ObjectKey key, ObjectRecord record) {
        return new StoredObject(key, record, cipher.openFacts(bucket, key, record));
    }

    /**
     * Opens an object, pinned to the version found.
     *
     * @param admission sees the record before a key is used, and may refuse
     * @throws OssException {@link OssError#NO_SUCH_KEY}
     */
    public OpenObject open(BucketSnapshot bucket, ObjectKey key, Consumer<ObjectRecord> admission) {
        Reader reader = openReader(bucket, key);
        try {
            ObjectRecord record = records.open(bucket, reader.entry());
            admission.accept(record);
            StoredObject object = read(bucket, key, record);
            return new OpenObject(object, cipher.open(bucket, key, record, reader));
        } catch (RuntimeException failure) {
            reader.close();
            throw failure;
        }
    }

    private Reader openReader(BucketSnapshot bucket, ObjectKey key) {
        Space space = space(bucket);
        try {
            return space.open(ObjectNames.of(key));
        } catch (StorageException missing) {
            throw missing.kind() == StorageException.Kind.NOT_FOUND ? noSuchKey(key) : missing;
        }
    }

    /**
     * Stores an object. The key management service is asked before the body is read, so an unusable key refuses the
     * write at once; nothing falls back to plaintext.
     *
     * @throws OssException when the body is not acceptable or the object exists and must not
     */
    public StoredObject put(BucketSnapshot bucket, ObjectKey key, NewObject object, IncomingBody body) {
        Space space = space(bucket);
        return switch (object.plan()) {
            case EncryptionPlan.None none -> putPlain(bucket, space, key, object, body);
            case EncryptionPlan.Encrypted plan -> putEncrypted(bucket, space, key, object, body, plan);
        };
    }

    private StoredObject putPlain(
            BucketSnapshot bucket, Space space, ObjectKey key, NewObject object, IncomingBody body) {
        try (Writer writer = space.begin(body.length().orElse(UNKNOWN_SIZE))) {
            IncomingBody.Digests digests = body.readInto(writer::write);
            ObjectFacts facts = facts(object, digests);
            ObjectRecord record = record(bucket, object, writer, digests.length(), Optional.empty(), facts.toBytes());
            return commit(bucket, space, writer, object, new StoredObject(key, record, facts));
        }
    }

    private StoredObject putEncrypted(
            BucketSnapshot bucket,
            Space space,
            ObjectKey key,
            NewObject object,
            IncomingBody body,
            EncryptionPlan.Encrypted plan) {
        try (Writer writer = space.begin(ciphertextLength(body));
                DataKey dataKey = cipher.generate(bucket, writer.blob(), plan);
                SegmentEncryptor encryptor = new SegmentEncryptor(
                        dataKey,
                        plan.suite(),
                        new ExtentContext(bucket.id(), writer.blob().bytes(), ObjectCipher.ONLY_EXTENT),
                        writer::write)) {
            IncomingBody.Digests digests = body.readInto(encryptor::update);
            encryptor.finish();
            ObjectFacts facts = facts(object, digests);
            ObjectEncryption envelope = cipher.envelope(bucket, key, writer.blob(), digests.length(), dataKey, plan);
            byte[] sealedFacts = cipher.sealFacts(bucket, key, writer.blob(), plan.keyId(), facts);
            ObjectRecord record = record(bucket, object, writer, digests.length(), Optional.of(envelope), sealedFacts);
            return commit(bucket, space, writer, object, new StoredObject(key, record, facts));
        }
    }

    private static long ciphertextLength(IncomingBody body) {
        return body.length().isPresent()
                ? SegmentLayout.ciphertextLength(body.length().getAsLong())
                : UNKNOWN_SIZE;
    }

    private static ObjectFacts facts(NewObject object, IncomingBody.Digests digests) {
        return new ObjectFacts(ETag.ofMd5(digests.md5()), digests.crc64(), object.content(), object.userMetadata());
    }

    private ObjectRecord record(
            BucketSnapshot bucket,
            NewObject object,
            Writer writer,
            long size,
            Optional<ObjectEncryption> envelope,
            byte[] facts) {
        return new ObjectRecord(
                writer.blob(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                size,
                object.storageClass(),
                object.acl(),
                bucket.revision(),
                envelope,
                facts);
    }

    private StoredObject commit(
            BucketSnapshot bucket, Space space, Writer writer, NewObject object, StoredObject stored) {
        Name name = ObjectNames.of(stored.key());
        Attributes sealed = records.seal(bucket, stored.key(), stored.record());
        try {
            space.commit(writer, name, sealed, object.forbidOverwrite() ? Condition.ABSENT : Condition.ANY);
            return stored;
        } catch (StorageException failure) {
            switch (failure.kind()) {
                case CONFLICT -> throw OssError.FILE_ALREADY_EXISTS.exception();
                case UNKNOWN_OUTCOME -> {
                    if (isCommitted(space, name, sealed)) {
                        return stored;
                    }
                    throw failure;
                }
                case NOT_FOUND, UNAVAILABLE, FULL, CORRUPT -> throw failure;
            }
            throw failure;
        }
    }

    private static boolean isCommitted(Space space, Name name, Attributes sealed) {
        return space.head(name)
                .filter(entry -> RecordSeal.sameWrite(entry.attributes(), sealed))
                .isPresent();
    }

    /** Changes an object's ACL and leaves all else as it is. */
    public void changeAcl(BucketSnapshot bucket, ObjectKey key, ObjectAcl acl) {
        Space space = space(bucket);
        while (true) {
            Entry entry = space.head(ObjectNames.of(key)).orElseThrow(() -> noSuchKey(key));
            ObjectRecord changed = records.open(bucket, entry).withAcl(acl);
            try {
                space.update(entry.name(), records.seal(bucket, key, changed), entry.generation());
                return;
            } catch (StorageException moved) {
                if (moved.kind() != StorageException.Kind.CONFLICT) {
                    throw moved;
                }
            }
        }
    }

    /** @return false when there was no such object */
    public boolean delete(BucketSnapshot bucket, ObjectKey key) {
        return space(bucket).delete(ObjectNames.of(key), Condition.ANY);
    }

    Space space(BucketSnapshot bucket) {
        try {
            return engine.space(bucket.space());
        } catch (StorageException gone) {
            throw gone.kind() == StorageException.Kind.NOT_FOUND
                    ? OssError.NO_SUCH_BUCKET.with("BucketName", bucket.record().name())
                    : gone;
        }
    }

    ObjectRecords records() {
        return records;
    }

    ObjectCipher cipher() {
        return cipher;
    }

    private static OssException noSuchKey(ObjectKey key) {
        return OssError.NO_SUCH_KEY.with("Key", key.value());
    }
}
