package io.coffer.server.object;

import io.coffer.model.Tags;
import io.coffer.model.lifecycle.ObjectVersion;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectRecord;

/** What lifecycle rules ask of a version, taken from its record. */
public final class LifecycleFacts {
    private LifecycleFacts() {}

    public static ObjectVersion of(BucketSnapshot bucket, ObjectRecord record, Tags tags) {
        return new ObjectVersion(
                record.versionId().value(),
                kind(record),
                record.modified(),
                record.size(),
                record.storageClass(),
                tags.values(),
                LastAccess.of(bucket, record).orElse(record.modified()));
    }

    private static ObjectVersion.Kind kind(ObjectRecord record) {
        return switch (record.type()) {
            case NORMAL, MULTIPART, APPENDABLE -> ObjectVersion.Kind.OBJECT;
            case SYMLINK -> ObjectVersion.Kind.SYMLINK;
            case DELETE_MARKER -> ObjectVersion.Kind.DELETE_MARKER;
        };
    }
}
