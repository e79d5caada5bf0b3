package io.coffer.server.bucket;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.Versioning;
import io.coffer.model.setting.BucketWorm;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What may become of a bucket's retention policy. Pure: each method takes the record as it is and gives the record as
 * it is to be, so that it can be applied under compare-and-set.
 */
public final class WormRules {
    private static final int ID_LENGTH = 20;

    private WormRules() {}

    /** The policy in force at that time. */
    public static Optional<BucketWorm> policy(BucketRecord bucket, Instant now) {
        return bucket.settings().get(BucketSettings.WORM).filter(worm -> worm.existsAt(now));
    }

    /** An id for a new policy. */
    public static String newId() {
        return BucketStore.newId().substring(0, ID_LENGTH).toUpperCase(Locale.ROOT);
    }

    /** @throws OssException when the bucket has versions, retention of objects, or a policy already */
    public static BucketRecord initiate(BucketRecord bucket, BucketWorm worm, Instant now) {
        if (bucket.versioning() != Versioning.NEVER) {
            throw OssError.WORM_WITH_VERSIONS.with("BucketName", bucket.name());
        }
        if (bucket.settings().get(BucketSettings.OBJECT_WORM).isPresent()) {
            throw OssError.WORM_WITH_OBJECT_WORM.with("BucketName", bucket.name());
        }
        Optional<BucketWorm> present = policy(bucket, now);
        if (present.filter(BucketWorm::locked).isPresent()) {
            throw OssError.WORM_CONFIGURATION_LOCKED.with("BucketName", bucket.name());
        }
        if (present.isPresent()) {
            throw OssError.INVALID_WORM_CONFIGURATION.saying("The bucket has a WORM Configuration in progress.");
        }
        return bucket.with(BucketSettings.WORM, worm);
    }

    /** @throws OssException {@link OssError#WORM_CONFIGURATION_LOCKED} */
    public static BucketRecord abort(BucketRecord bucket, Instant now) {
        if (policy(bucket, now).filter(BucketWorm::locked).isPresent()) {
            throw OssError.WORM_CONFIGURATION_LOCKED.with("BucketName", bucket.name());
        }
        return bucket.without(BucketSettings.WORM);
    }

    /** Locks the policy; one that is locked stays so, for a caller who missed the first answer. */
    public static BucketRecord complete(BucketRecord bucket, String id, Instant now) {
        return bucket.with(BucketSettings.WORM, require(bucket, id, now).lock());
    }

    /** @throws OssException when the policy is not locked or would not last longer */
    public static BucketRecord extend(BucketRecord bucket, String id, int days, Instant now) {
        BucketWorm worm = require(bucket, id, now);
        if (!worm.locked()) {
            throw OssError.INVALID_WORM_CONFIGURATION.saying("Only a locked WORM Configuration can be extended.");
        }
        if (days <= worm.retentionDays()) {
            throw OssError.INVALID_WORM_CONFIGURATION.saying("The retention period can only be extended.");
        }
        return bucket.with(BucketSettings.WORM, worm.withRetentionDays(days));
    }

    /**
     * For a change of versioning: it excludes a policy, and retention of objects needs it.
     *
     * @throws OssException when the state cannot be taken
     */
    public static void requireVersioningAllowed(BucketRecord bucket, Versioning state, Instant now) {
        if (policy(bucket, now).isPresent()) {
            throw OssError.WORM_WITH_VERSIONS.with("BucketName", bucket.name());
        }
        if (state != Versioning.ENABLED
                && bucket.settings().get(BucketSettings.OBJECT_WORM).isPresent()) {
            throw OssError.OBJECT_WORM_KEEPS_VERSIONING.with("BucketName", bucket.name());
        }
    }

    private static BucketWorm require(BucketRecord bucket, String id, Instant now) {
        return policy(bucket, now)
                .filter(worm -> worm.id().equals(id))
                .orElseThrow(() -> OssError.NO_SUCH_WORM_CONFIGURATION.with("BucketName", bucket.name()));
    }
}
