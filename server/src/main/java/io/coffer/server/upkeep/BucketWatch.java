package io.coffer.server.upkeep;

import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.lease.Tenure;

/** Notices that a bucket's settings are no longer those that a walk began with, and that another server goes on. */
final class BucketWatch {
    private final Buckets buckets;
    private final BucketSnapshot bucket;
    private final Tenure tenure;
    private boolean changed;

    BucketWatch(Buckets buckets, BucketSnapshot bucket, Tenure tenure) {
        this.buckets = buckets;
        this.bucket = bucket;
        this.tenure = tenure;
    }

    BucketSnapshot bucket() {
        return bucket;
    }

    /**
     * Whether a change was noticed.
     *
     * @throws io.coffer.server.lease.TenureEndedException when this server should not go on
     */
    boolean changed() {
        tenure.require();
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
