package io.coffer.server.upkeep;

import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;

/** Notices that a bucket's settings are no longer those that a walk began with. */
final class BucketWatch {
    private final Buckets buckets;
    private final BucketSnapshot bucket;
    private boolean changed;

    BucketWatch(Buckets buckets, BucketSnapshot bucket) {
        this.buckets = buckets;
        this.bucket = bucket;
    }

    BucketSnapshot bucket() {
        return bucket;
    }

    /** Whether a change was noticed. */
    boolean changed() {
        return changed;
    }

    /** Looks again. */
    boolean isUnchanged() {
        changed = changed
                || buckets.find(bucket.name())
                        .filter(found -> found.revision() == bucket.revision())
                        .isEmpty();
        return !changed;
    }
}
