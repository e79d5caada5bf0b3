package io.coffer.server.migration;

import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.util.Optional;

/** Where a store is, and where it goes. Records of both are under one root key. */
public record Sides(
        StorageEngine source, ControlRecords sourceRecords, StorageEngine target, ControlRecords targetRecords) {

    /** Makes the target's space of records, if there is none. */
    public static Sides of(StorageEngine source, StorageEngine target, RecordSeal seal) {
        return new Sides(
                source.asStored(),
                new ControlRecords(source.asStored(), seal),
                target.asStored(),
                new ControlRecords(target.asStored(), seal));
    }

    /** The spaces of records. */
    SpacePair records() {
        return pair(ControlRecords.SPACE, Optional.empty());
    }

    /** The spaces of a bucket, which may be missing. */
    SpacePair of(BucketSnapshot bucket) {
        return pair(bucket.space(), Optional.of(bucket.name().value()));
    }

    private SpacePair pair(SpaceId id, Optional<String> bucket) {
        return new SpacePair(id, bucket, space(source, id), space(target, id));
    }

    static Optional<Space> space(StorageEngine engine, SpaceId id) {
        try {
            return Optional.of(engine.space(id));
        } catch (StorageException absent) {
            if (absent.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw absent;
        }
    }
}
