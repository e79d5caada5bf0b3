package io.coffer.server.object;

import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.model.VersionId;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.Space;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the versions of a key. The newest is the current one, be it an object or a delete marker. */
final class VersionIndex {
    private static final int PAGE = 100;

    private final StorageEngine engine;
    private final ObjectRecords records;

    VersionIndex(StorageEngine engine, ObjectRecords records) {
        this.engine = engine;
        this.records = records;
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

    Optional<FoundVersion> find(BucketSnapshot bucket, ObjectKey key, Optional<VersionId> version) {
        return version.isPresent() ? find(bucket, key, version.get()) : current(bucket, key);
    }

    Optional<FoundVersion> current(BucketSnapshot bucket, ObjectKey key) {
        Space space = space(bucket);
        Optional<Entry> entry = bucket.versioning().hasVersions()
                ? space.scan(ObjectNames.versions(key), Name.EMPTY, 1).entries().stream()
                        .findFirst()
                : space.head(ObjectNames.of(key));
        return entry.map(found -> open(bucket, found));
    }

    private Optional<FoundVersion> find(BucketSnapshot bucket, ObjectKey key, VersionId version) {
        if (version.isNull()) {
            return nullVersions(bucket, key).stream().findFirst();
        }
        long sequence = version.sequence();
        if (sequence < 1) {
            return Optional.empty();
        }
        return space(bucket)
                .head(ObjectNames.of(key, sequence))
                .map(entry -> open(bucket, entry))
                .filter(found -> found.record().versionId().equals(version));
    }

    /**
     * The versions written without an id, newest first. Only the first counts: one before it is left over from a write
     * that ended before it could remove what it replaced.
     */
    List<FoundVersion> nullVersions(BucketSnapshot bucket, ObjectKey key) {
        if (!bucket.versioning().hasVersions()) {
            return current(bucket, key).stream().toList();
        }
        return all(bucket, key).stream()
                .filter(found -> found.record().versionId().isNull())
                .toList();
    }

    /** Newest first. */
    List<FoundVersion> all(BucketSnapshot bucket, ObjectKey key) {
        List<FoundVersion> versions = new ArrayList<>();
        Space space = space(bucket);
        Name after = Name.EMPTY;
        Page page;
        do {
            page = space.scan(ObjectNames.versions(key), after, PAGE);
            for (Entry entry : page.entries()) {
                versions.add(open(bucket, entry));
                after = entry.name();
            }
        } while (page.more());
        return versions;
    }

    private FoundVersion open(BucketSnapshot bucket, Entry entry) {
        return new FoundVersion(entry, records.open(bucket, entry));
    }
}
