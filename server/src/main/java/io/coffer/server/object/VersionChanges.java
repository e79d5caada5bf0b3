package io.coffer.server.object;

import io.coffer.model.ObjectKey;
import io.coffer.model.VersionId;
import io.coffer.model.Versioning;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectFacts;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.StorageException;
import io.coffer.storage.Writer;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Changes and removes versions that exist. */
final class VersionChanges {
    private final VersionIndex index;
    private final VersionCommit commits;
    private final NewVersions versions;
    private final ObjectRecords records;
    private final ObjectCipher cipher;
    private final KeyLocks locks;
    private final OverwriteCheck check;

    VersionChanges(
            VersionIndex index,
            VersionCommit commits,
            NewVersions versions,
            ObjectRecords records,
            ObjectCipher cipher,
            KeyLocks locks,
            OverwriteCheck check) {
        this.index = index;
        this.commits = commits;
        this.versions = versions;
        this.records = records;
        this.cipher = cipher;
        this.locks = locks;
        this.check = check;
    }

    ObjectRecord change(
            BucketSnapshot bucket, ObjectKey key, Optional<VersionId> version, UnaryOperator<ObjectRecord> change) {
        while (true) {
            FoundVersion found = MissingVersion.require(index.find(bucket, key, version), key, version);
            ObjectRecord changed = change.apply(found.record());
            try {
                index.space(bucket)
                        .update(
                                found.entry().name(),
                                records.seal(bucket, key, changed),
                                found.entry().generation());
                return changed;
            } catch (StorageException moved) {
                if (moved.kind() != StorageException.Kind.CONFLICT) {
                    throw moved;
                }
            }
        }
    }

    Optional<ObjectRecord> changeIf(
            BucketSnapshot bucket,
            ObjectKey key,
            Optional<VersionId> version,
            Predicate<ObjectRecord> meant,
            UnaryOperator<ObjectRecord> change) {
        Optional<FoundVersion> found = index.find(bucket, key, version).filter(one -> meant.test(one.record()));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ObjectRecord changed = change.apply(found.get().record());
        Entry entry = found.get().entry();
        try {
            index.space(bucket).update(entry.name(), records.seal(bucket, key, changed), entry.generation());
            return Optional.of(changed);
        } catch (StorageException moved) {
            if (moved.kind() != StorageException.Kind.CONFLICT) {
                throw moved;
            }
            return Optional.empty();
        }
    }

    StoredObject changeFacts(
            BucketSnapshot bucket, ObjectKey key, Optional<VersionId> version, UnaryOperator<ObjectFacts> change) {
        ObjectRecord changed = change(bucket, key, version, record -> {
            ObjectFacts facts = change.apply(cipher.openFacts(bucket, key, record));
            return record.withFacts(cipher.sealFacts(bucket, key, record, facts));
        });
        return new StoredObject(key, changed, cipher.openFacts(bucket, key, changed));
    }

    Deletion delete(BucketSnapshot seen, ObjectKey key, Optional<VersionId> version, boolean bypassGovernance) {
        BucketSnapshot bucket = check.latest(seen);
        if (version.isEmpty() && bucket.versioning() == Versioning.NEVER && !check.concerns(bucket)) {
            index.space(bucket).delete(ObjectNames.of(key), Condition.ANY);
            return Deletion.PLAIN;
        }
        while (true) {
            Optional<Deletion> done = locks.holding(
                    bucket, key, () -> deleteHeld(bucket, key, version, bypassGovernance, record -> true));
            if (done.isPresent()) {
                return done.get();
            }
        }
    }

    Optional<Deletion> deleteIf(
            BucketSnapshot bucket, ObjectKey key, Optional<VersionId> version, Predicate<ObjectRecord> meant) {
        return locks.holding(
                bucket,
                key,
                // a marker over nothing would be made for what is gone already
                () -> index.find(bucket, key, version).isEmpty()
                        ? Optional.empty()
                        : deleteHeld(bucket, key, version, false, meant));
    }

    /** @return empty when the version is not the one meant, or changed while it was looked at */
    private Optional<Deletion> deleteHeld(
            BucketSnapshot bucket,
            ObjectKey key,
            Optional<VersionId> version,
            boolean bypassGovernance,
            Predicate<ObjectRecord> meant) {
        Optional<FoundVersion> found = index.find(bucket, key, version);
        if (found.map(FoundVersion::record).filter(meant.negate()).isPresent()) {
            return Optional.empty();
        }
        boolean hides = version.isEmpty() && bucket.versioning().hasVersions();
        if (hides) {
            return Optional.of(hide(bucket, key));
        }
        if (found.isEmpty()) {
            return Optional.of(new Deletion(version, false));
        }
        ObjectRecord record = found.get().record();
        check.requireRemovable(bucket, key, record, bypassGovernance);
        if (record.versionId().isNull()) {
            // an older one that was left over would come to light
            List<FoundVersion> nulls = index.nullVersions(bucket, key);
            commits.remove(index.space(bucket), nulls.subList(Math.min(1, nulls.size()), nulls.size()));
        }
        return remove(bucket, found.get())
                ? Optional.of(new Deletion(version, record.isDeleteMarker()))
                : Optional.empty();
    }

    private boolean remove(BucketSnapshot bucket, FoundVersion found) {
        try {
            commits.delete(bucket, found.entry());
            return true;
        } catch (StorageException moved) {
            if (moved.kind() != StorageException.Kind.CONFLICT) {
                throw moved;
            }
            return false;
        }
    }

    private Deletion hide(BucketSnapshot bucket, ObjectKey key) {
        try (Writer writer = index.space(bucket).begin(0)) {
            StoredObject marker = commits.commitHeld(
                    bucket, key, writer, slot -> versions.deleteMarker(bucket, key, slot, writer.blob()));
            return new Deletion(Optional.of(marker.record().versionId()), true);
        }
    }
}
