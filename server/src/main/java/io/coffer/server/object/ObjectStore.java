package io.coffer.server.object;

import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.SegmentEncryptor;
import io.coffer.encryption.SegmentLayout;
import io.coffer.model.ETag;
import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.VersionId;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.digest.Md5Engine;
import io.coffer.server.keyuse.KeyUseRecorder;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.ObjectEncryption;
import io.coffer.server.metadata.ObjectFacts;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.metadata.ObjectState;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.storage.BlobId;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException;
import io.coffer.storage.Writer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Keeps objects: one commit makes body, envelope and facts visible together. */
public final class ObjectStore {
    /** Up to this many bytes a body may be answered with where nothing may wait: 16 KiB, encrypted. */
    public static final long MOST_AT_HAND = 17 * 1024;

    private static final long UNKNOWN_SIZE = -1;

    private final VersionIndex index;
    private final VersionCommit commits;
    private final VersionChanges changes;
    private final ObjectRecords records;
    private final ObjectCipher cipher;
    private final NewVersions versions;
    private final boolean alone;
    private final BlobsInUse writing = new BlobsInUse();
    private final BlobsInUse reading = new BlobsInUse();
    private final Md5Engine md5;
    private final WrapsInFlight flights;

    public ObjectStore(
            StorageEngine engine,
            ControlRecords controlRecords,
            RecordSeal seal,
            KeyManagement keyManagement,
            KeyUseRecorder keyUses,
            WrapsInFlight flights,
            byte[] storeId,
            OverwriteCheck check,
            Md5Engine md5,
            Clock clock) {
        KeyLocks locks = new KeyLocks();
        this.alone = !engine.capabilities().shared();
        this.md5 = md5;
        this.flights = flights;
        this.records = new ObjectRecords(seal);
        this.index = new VersionIndex(engine, records);
        RecordedKeys keys = new RecordedKeys(keyManagement, keyUses, flights, storeId);
        this.cipher = new ObjectCipher(keys, new AttributeKeys(controlRecords, keys, alone));
        this.versions = new NewVersions(cipher, clock);
        this.commits = new VersionCommit(index, records, locks, check, alone);
        this.changes = new VersionChanges(index, commits, versions, records, cipher, locks, check);
    }

    /**
     * The record alone: enough for ACL and existence.
     *
     * @param version empty for the current one, which may be a delete marker
     */
    public Optional<ObjectRecord> record(BucketSnapshot bucket, ObjectKey key, Optional<VersionId> version) {
        return index.find(bucket, key, version).map(FoundVersion::record);
    }

    /** Whether opening the object and reading its body would wait for nothing; a hint. Versions are always looked for. */
    public boolean isAtHand(BucketSnapshot bucket, ObjectKey key) {
        return isNamedAlone(bucket) && index.space(bucket).isAtHand(ObjectNames.of(key), MOST_AT_HAND);
    }

    /** As {@link #isAtHand}, for who wants no byte of it. */
    public boolean isRecordAtHand(BucketSnapshot bucket, ObjectKey key) {
        return isNamedAlone(bucket) && index.space(bucket).isAtHand(ObjectNames.of(key));
    }

    /** Whether one name is all there is to look at, and what is sealed under it opens without a wait. */
    private boolean isNamedAlone(BucketSnapshot bucket) {
        return !bucket.versioning().hasVersions() && cipher.opensAtOnce();
    }

    /** @throws OssException NoSuchKey, NoSuchVersion, or MethodNotAllowed for a delete marker */
    public ObjectRecord requireRecord(BucketSnapshot bucket, ObjectKey key, Optional<VersionId> version) {
        return requireVersion(bucket, key, version).record();
    }

    private FoundVersion requireVersion(BucketSnapshot bucket, ObjectKey key, Optional<VersionId> version) {
        return MissingVersion.require(index.find(bucket, key, version), key, version);
    }

    /** Opens the facts that go with a record. */
    public StoredObject read(BucketSnapshot bucket, ObjectKey key, ObjectRecord record) {
        return new StoredObject(key, record, cipher.openFacts(bucket, key, record));
    }

    /**
     * Opens an object, pinned to the version found.
     *
     * @param admission sees the record before a key is used, and may refuse
     * @throws OssException as {@link #requireRecord}, or InvalidObjectState while its data lies in the archive
     */
    public OpenObject open(
            BucketSnapshot bucket, ObjectKey key, Optional<VersionId> version, Consumer<ObjectRecord> admission) {
        while (true) {
            Reader reader = openReader(bucket, key, version);
            try {
                ObjectRecord record = records.open(bucket, reader.entry());
                admission.accept(record);
                ArchivedObjects.requireReadable(bucket, key, record, versions.now());
                StoredObject object = read(bucket, key, record);
                if (record.composition().isEmpty()) {
                    return new OpenObject(
                            object, Bodies.open(cipher, bucket, index.space(bucket), key, record, reader));
                }
                Optional<OpenObject> composed = openComposed(bucket, object, reader);
                if (composed.isPresent()) {
                    return composed.get();
                }
            } catch (RuntimeException failure) {
                reader.close();
                throw failure;
            }
            reader.close();
        }
    }

    /**
     * Opens a body whose extents somebody might free. It is told first and looked at again then: who frees extents puts
     * another version in the place before, and asks for readers afterwards.
     *
     * @return empty when the version was changed meanwhile
     */
    private Optional<OpenObject> openComposed(BucketSnapshot bucket, StoredObject object, Reader reader) {
        ObjectRecord record = object.record();
        reading.enter(record.blob());
        try {
            boolean unchanged = index.space(bucket)
                    .head(reader.entry().name())
                    .filter(now -> now.generation() == reader.entry().generation())
                    .isPresent();
            if (unchanged) {
                OpenBody body = Bodies.open(cipher, bucket, index.space(bucket), object.key(), record, reader);
                return Optional.of(new OpenObject(object, body.andThen(() -> reading.leave(record.blob()))));
            }
        } catch (RuntimeException failure) {
            reading.leave(record.blob());
            throw failure;
        }
        reading.leave(record.blob());
        return Optional.empty();
    }

    private Reader openReader(BucketSnapshot bucket, ObjectKey key, Optional<VersionId> version) {
        Space space = index.space(bucket);
        if (!bucket.versioning().hasVersions()
                && version.filter(id -> !id.isNull()).isEmpty()) {
            return openOnly(space, key);
        }
        while (true) {
            FoundVersion found = requireVersion(bucket, key, version);
            try {
                Reader reader = space.open(found.entry().name());
                if (isStill(bucket, found, reader)) {
                    return reader;
                }
                reader.close();
            } catch (StorageException gone) {
                // removed between the two looks
                if (gone.kind() != StorageException.Kind.NOT_FOUND) {
                    throw gone;
                }
            }
        }
    }

    /** The place of a newest version that was removed is given to the next one. */
    private boolean isStill(BucketSnapshot bucket, FoundVersion found, Reader reader) {
        if (reader.entry().generation() == found.entry().generation()) {
            return true;
        }
        ObjectRecord opened = records.open(bucket, reader.entry());
        return opened.slot().equals(found.record().slot()) && !opened.isDeleteMarker();
    }

    /** One look is enough where a key has one place. */
    private static Reader openOnly(Space space, ObjectKey key) {
        try {
            return space.open(ObjectNames.of(key));
        } catch (StorageException missing) {
            throw missing.kind() == StorageException.Kind.NOT_FOUND
                    ? OssError.NO_SUCH_KEY.with("Key", key.value())
                    : missing;
        }
    }

    /**
     * Stores an object. The key management service is asked before the body is read, so an unusable key refuses the
     * write at once; nothing falls back to plaintext.
     *
     * @throws OssException when the body is not acceptable or the object exists and must not
     */
    public StoredObject put(BucketSnapshot bucket, ObjectKey key, NewObject object, IncomingBody body) {
        Space space = index.space(bucket);
        return switch (object.plan()) {
            case EncryptionPlan.None none -> putPlain(bucket, space, key, object, body);
            case EncryptionPlan.Encrypted plan -> putEncrypted(bucket, space, key, object, body, plan);
        };
    }

    private StoredObject putPlain(
            BucketSnapshot bucket, Space space, ObjectKey key, NewObject object, IncomingBody body) {
        try (Writer writer = space.begin(body.length().orElse(UNKNOWN_SIZE))) {
            IncomingBody.Digests digests = body.readInto(md5, IncomingBody.into(writer));
            ObjectFacts facts = object.facts(ETag.ofMd5(digests.md5()), digests.crc64());
            return commits.commit(
                    bucket,
                    key,
                    writer,
                    object.forbidOverwrite(),
                    slot -> versions.simple(bucket, key, slot, writer.blob(), digests.length(), object, facts));
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
                NewDataKey made = cipher.generate(bucket, writer.blob(), plan);
                SegmentEncryptor encryptor = cipher.encryptor(
                        bucket, writer.blob(), ObjectCipher.ONLY_EXTENT, made.key(), plan.suite(), writer::write)) {
            IncomingBody.Digests digests = body.readInto(md5, IncomingBody.into(encryptor));
            encryptor.finish();
            ObjectFacts facts = object.facts(ETag.ofMd5(digests.md5()), digests.crc64());
            ObjectEncryption envelope = cipher.untagged(bucket, writer.blob(), made.key(), plan);
            made.requireOpen();
            return made.recorded(commits.commit(
                    bucket,
                    key,
                    writer,
                    object.forbidOverwrite(),
                    slot -> versions.encrypted(
                            bucket, key, slot, writer.blob(), digests.length(), object, facts, envelope, made.key())));
        }
    }

    private static long ciphertextLength(IncomingBody body) {
        return body.length().isPresent()
                ? SegmentLayout.ciphertextLength(body.length().getAsLong())
                : UNKNOWN_SIZE;
    }

    /** Stores a link to another key of the bucket; it has no body of its own and is never encrypted. */
    public StoredObject putSymlink(BucketSnapshot bucket, ObjectKey key, NewObject object, String target) {
        try (Writer writer = index.space(bucket).begin(0)) {
            return commits.commit(
                    bucket,
                    key,
                    writer,
                    object.forbidOverwrite(),
                    slot -> versions.symlink(bucket, key, slot, writer.blob(), object, target));
        }
    }

    /** Changes what is kept in clear of a version, again when another change came first. */
    public ObjectRecord change(
            BucketSnapshot bucket, ObjectKey key, Optional<VersionId> version, UnaryOperator<ObjectState> change) {
        return changes.change(bucket, key, version, record -> record.withState(change.apply(record.state())));
    }

    /**
     * As {@link #change}, once, and only while the version found is still the one meant.
     *
     * @return empty when it is not
     */
    public Optional<ObjectRecord> changeIf(
            BucketSnapshot bucket,
            ObjectKey key,
            Optional<VersionId> version,
            Predicate<ObjectRecord> meant,
            UnaryOperator<ObjectState> change) {
        return changes.changeIf(bucket, key, version, meant, record -> record.withState(change.apply(record.state())));
    }

    /** Changes the facts of a version, such as its tags. */
    public StoredObject changeFacts(
            BucketSnapshot bucket, ObjectKey key, Optional<VersionId> version, UnaryOperator<ObjectFacts> change) {
        return changes.changeFacts(bucket, key, version, change);
    }

    /**
     * Removes a version, or, without one named in a bucket that keeps versions, hides the object behind a delete marker.
     * Succeeds whether there was anything or not.
     *
     * @throws OssException when the version is kept
     */
    public Deletion delete(
            BucketSnapshot bucket, ObjectKey key, Optional<VersionId> version, boolean bypassGovernance) {
        return changes.delete(bucket, key, version, bypassGovernance);
    }

    /**
     * As {@link #delete}, only while the version found is still the one meant.
     *
     * @return empty when it is not
     */
    public Optional<Deletion> deleteIf(
            BucketSnapshot bucket, ObjectKey key, Optional<VersionId> version, Predicate<ObjectRecord> meant) {
        return changes.deleteIf(bucket, key, version, meant);
    }

    /** Visits every key below the prefix in order, each with its versions, newest first. */
    public void walk(BucketSnapshot bucket, String prefix, BiConsumer<ObjectKey, List<ObjectRecord>> visitor) {
        new VersionWalk(index.space(bucket), records, bucket, prefix).visit(visitor);
    }

    /** As {@link #change}, of the record as a whole. */
    ObjectRecord changeRecord(
            BucketSnapshot bucket, ObjectKey key, Optional<VersionId> version, UnaryOperator<ObjectRecord> change) {
        return changes.change(bucket, key, version, change);
    }

    /** Runs a write whose extents come before the version that names them, so that no sweep takes them. */
    <T> T writing(BlobId blob, Supplier<T> write) {
        writing.enter(blob);
        try {
            return write.get();
        } finally {
            writing.leave(blob);
        }
    }

    boolean isWriting(BlobId blob) {
        return writing.has(blob);
    }

    /** Whether no other server reads and writes in the store. */
    boolean isAlone() {
        return alone;
    }

    /** Whether somebody has the composed body open, and may come to any of its extents; of others nothing is known. */
    boolean isReading(BlobId blob) {
        return !alone || reading.has(blob);
    }

    Space space(BucketSnapshot bucket) {
        return index.space(bucket);
    }

    ObjectRecords records() {
        return records;
    }

    WrapsInFlight flights() {
        return flights;
    }

    ObjectCipher cipher() {
        return cipher;
    }

    VersionIndex index() {
        return index;
    }

    VersionCommit commits() {
        return commits;
    }

    Md5Engine md5() {
        return md5;
    }

    NewVersions versions() {
        return versions;
    }
}
