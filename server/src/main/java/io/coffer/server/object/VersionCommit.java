package io.coffer.server.object;

import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.VersionId;
import io.coffer.model.Versioning;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.metadata.ObjectRecord.Slot;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.storage.Attributes;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Space;
import io.coffer.storage.StorageException;
import io.coffer.storage.Writer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/**
 * Puts a new version in its place, as the bucket's versioning has it: over the only one, as a further one, or in the
 * stead of the null version.
 */
final class VersionCommit {
    /** Of a million pairs of versions at the same time one is refused. */
    private static final long MOST_APART = 1L << 20;

    private final VersionIndex index;
    private final ObjectRecords records;
    private final KeyLocks locks;
    private final OverwriteCheck check;
    private final boolean alone;

    /** @param alone whether no other server writes into the store, so that a lock of this process is one of all */
    VersionCommit(VersionIndex index, ObjectRecords records, KeyLocks locks, OverwriteCheck check, boolean alone) {
        this.index = index;
        this.records = records;
        this.locks = locks;
        this.check = check;
        this.alone = alone;
    }

    /**
     * @param forbidOverwrite holds only in a bucket that never had versions, as OSS has it
     * @param version makes the version for the place it gets: record tag and sealed facts are bound to it
     * @throws io.coffer.model.OssException {@link OssError#FILE_ALREADY_EXISTS}, or when what it would replace is kept
     */
    StoredObject commit(
            BucketSnapshot seen,
            ObjectKey key,
            Writer writer,
            boolean forbidOverwrite,
            Function<Slot, StoredObject> version) {
        // a body may take hours to come, and what the bucket began to keep meanwhile must not be written over
        BucketSnapshot bucket = check.latest(seen);
        return switch (bucket.versioning()) {
            case NEVER -> {
                if (!check.concerns(bucket)) {
                    yield commitOnly(bucket, writer, forbidOverwrite, version);
                }
                yield locks.holding(bucket, key, () -> {
                    index.current(bucket, key).ifPresent(old -> check.requireReplaceable(bucket, key, old.record()));
                    return commitOnly(bucket, writer, forbidOverwrite, version);
                });
            }
            case ENABLED, SUSPENDED -> locks.holding(bucket, key, () -> commitHeld(bucket, key, writer, version));
        };
    }

    private StoredObject commitOnly(
            BucketSnapshot bucket, Writer writer, boolean forbidOverwrite, Function<Slot, StoredObject> version) {
        Condition condition = forbidOverwrite ? Condition.ABSENT : Condition.ANY;
        return write(bucket, writer, version.apply(Slot.ONLY), condition);
    }

    /** In a bucket that keeps versions, while the key's lock is held. */
    StoredObject commitHeld(BucketSnapshot bucket, ObjectKey key, Writer writer, Function<Slot, StoredObject> version) {
        boolean asNull = bucket.versioning() == Versioning.SUSPENDED;
        List<FoundVersion> replaced = asNull ? index.nullVersions(bucket, key) : List.of();
        replaced.stream().findFirst().ifPresent(old -> check.requireReplaceable(bucket, key, old.record()));
        long sequence = nextSequence(bucket, key);
        Slot slot = new Slot(sequence, asNull ? VersionId.NULL : VersionId.numbered(sequence));
        StoredObject stored = write(bucket, writer, version.apply(slot), Condition.ABSENT);
        remove(index.space(bucket), replaced);
        return stored;
    }

    /**
     * Commits the first version of an object that grows, which is always a null version.
     *
     * @return empty when there is an object by now
     */
    Optional<StoredObject> commitFirst(
            BucketSnapshot seen, ObjectKey key, Writer writer, Function<Slot, StoredObject> version) {
        BucketSnapshot bucket = check.latest(seen);
        return locks.holding(bucket, key, () -> {
            boolean exists = index.current(bucket, key)
                    .filter(found -> !found.record().isDeleteMarker())
                    .isPresent();
            if (exists) {
                return Optional.empty();
            }
            return bucket.versioning().hasVersions()
                    ? Optional.of(commitNull(bucket, key, writer, version))
                    : commitAbsent(bucket, writer, version.apply(Slot.ONLY));
        });
    }

    private StoredObject commitNull(
            BucketSnapshot bucket, ObjectKey key, Writer writer, Function<Slot, StoredObject> version) {
        List<FoundVersion> replaced = index.nullVersions(bucket, key);
        replaced.stream().findFirst().ifPresent(old -> check.requireReplaceable(bucket, key, old.record()));
        Slot slot = new Slot(nextSequence(bucket, key), VersionId.NULL);
        StoredObject stored = write(bucket, writer, version.apply(slot), Condition.ABSENT);
        remove(index.space(bucket), replaced);
        return stored;
    }

    private Optional<StoredObject> commitAbsent(BucketSnapshot bucket, Writer writer, StoredObject version) {
        try {
            return Optional.of(write(bucket, writer, version, Condition.ABSENT));
        } catch (OssException exists) {
            if (exists.error() != OssError.FILE_ALREADY_EXISTS) {
                throw exists;
            }
            return Optional.empty();
        }
    }

    /**
     * The lock of the key is held. It does not hold other servers, whose version at the same time would get the same number,
     * and one of the two a refusal; so numbers leave gaps there.
     */
    long nextSequence(BucketSnapshot bucket, ObjectKey key) {
        return index.current(bucket, key)
                        .map(FoundVersion::record)
                        .map(ObjectRecord::slot)
                        .map(Slot::sequence)
                        .orElse(0L)
                + (alone ? 1 : ThreadLocalRandom.current().nextLong(1, MOST_APART));
    }

    /** What a null version replaced. It counts no more once the new one is there, so a crash before this does no harm. */
    void remove(Space space, List<FoundVersion> replaced) {
        for (FoundVersion old : replaced) {
            try {
                space.delete(
                        old.entry().name(), Condition.generation(old.entry().generation()));
            } catch (StorageException moved) {
                if (moved.kind() != StorageException.Kind.CONFLICT) {
                    throw moved;
                }
            }
        }
    }

    /** Writes a version to the place it was made for. */
    StoredObject write(BucketSnapshot bucket, Writer writer, StoredObject version, Condition condition) {
        Space space = index.space(bucket);
        Name name = ObjectRecords.name(version.key(), version.record());
        Attributes sealed = records.seal(bucket, version.key(), version.record());
        try {
            space.commit(writer, name, sealed, condition);
            return version;
        } catch (StorageException failure) {
            if (failure.kind() == StorageException.Kind.UNKNOWN_OUTCOME && isCommitted(space, name, sealed)) {
                return version;
            }
            if (failure.kind() == StorageException.Kind.CONFLICT && condition.equals(Condition.ABSENT)) {
                throw version.record().slot().sequence() == 0
                        ? OssError.FILE_ALREADY_EXISTS.exception()
                        : OssError.CONCURRENT_UPDATE.exception();
            }
            throw failure;
        }
    }

    private static boolean isCommitted(Space space, Name name, Attributes sealed) {
        return space.head(name)
                .filter(entry -> RecordSeal.sameWrite(entry.attributes(), sealed))
                .isPresent();
    }

    /** Removes exactly the version found. */
    void delete(BucketSnapshot bucket, Entry entry) {
        index.space(bucket).delete(entry.name(), Condition.generation(entry.generation()));
    }
}
