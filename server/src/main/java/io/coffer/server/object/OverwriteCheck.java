package io.coffer.server.object;

import io.coffer.model.ObjectKey;
import io.coffer.model.OssException;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectRecord;

/** Whether what is there may be replaced or removed: retention, legal hold and the bucket's own rules may forbid it. */
public interface OverwriteCheck {
    /** Nothing is kept. */
    OverwriteCheck NONE = new OverwriteCheck() {
        @Override
        public BucketSnapshot latest(BucketSnapshot seen) {
            return seen;
        }

        @Override
        public boolean concerns(BucketSnapshot bucket) {
            return false;
        }

        @Override
        public void requireReplaceable(BucketSnapshot bucket, ObjectKey key, ObjectRecord existing) {}

        @Override
        public void requireRemovable(
                BucketSnapshot bucket, ObjectKey key, ObjectRecord existing, boolean bypassGovernance) {}
    };

    /** The bucket as it is now: its versioning may have changed since a write began. */
    BucketSnapshot latest(BucketSnapshot seen);

    /** Whether an existing object must be looked at before one is written in a bucket that never had versions. */
    boolean concerns(BucketSnapshot bucket);

    /** @throws OssException when the version must not be overwritten */
    void requireReplaceable(BucketSnapshot bucket, ObjectKey key, ObjectRecord existing);

    /**
     * @param bypassGovernance whether the caller may remove what is kept in governance mode, and asks for it
     * @throws OssException when the version must not be removed for good
     */
    void requireRemovable(BucketSnapshot bucket, ObjectKey key, ObjectRecord existing, boolean bypassGovernance);
}
