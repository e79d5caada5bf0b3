package io.coffer.server.object;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.Retention;
import io.coffer.model.RetentionMode;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.WormRules;
import java.time.Instant;
import java.util.Optional;

/** Whether a version that is there may be deleted, written over or added to. Pure. */
public final class ObjectGuard {
    private ObjectGuard() {}

    /**
     * Refuses to touch a version under the bucket's retention policy, its own retention or a legal hold.
     *
     * @param bypassGovernance the caller asked to pass by a retention in mode GOVERNANCE, and may
     * @throws OssException {@link OssError#FILE_IMMUTABLE}
     */
    static void requireMutable(
            BucketSnapshot bucket,
            Instant modified,
            Optional<Retention> retention,
            boolean legalHold,
            boolean bypassGovernance,
            Instant now) {
        boolean underPolicy = WormRules.policy(bucket.record(), now)
                .filter(worm -> worm.keepsAt(now, modified))
                .isPresent();
        boolean retained = retention
                .filter(kept -> kept.holdsAt(now))
                .filter(kept -> kept.mode() == RetentionMode.COMPLIANCE || !bypassGovernance)
                .isPresent();
        if (underPolicy || retained || legalHold) {
            throw OssError.FILE_IMMUTABLE.with("BucketName", bucket.name().value());
        }
    }

    /** The retention that a version made now starts with. */
    public static Optional<Retention> initialRetention(BucketSnapshot bucket, Instant now) {
        return bucket.setting(BucketSettings.OBJECT_WORM)
                .flatMap(configuration -> configuration.defaultRetention())
                .map(rule -> rule.from(now));
    }

    /**
     * Whether a version's retention may become another one: in mode COMPLIANCE it is only prolonged, in mode GOVERNANCE
     * as well unless the caller may pass by it.
     *
     * @param wanted empty to lift the retention
     * @throws OssException {@link OssError#RETENTION_WEAKENED}
     */
    public static void requireNotWeakened(
            Optional<Retention> present, Optional<Retention> wanted, boolean bypassGovernance, Instant now) {
        if (present.isEmpty() || !present.get().holdsAt(now)) {
            return;
        }
        Retention kept = present.get();
        if (kept.mode() == RetentionMode.GOVERNANCE && bypassGovernance) {
            return;
        }
        boolean atLeastAsStrong = wanted.filter(retention -> !retention.until().isBefore(kept.until()))
                .filter(retention -> kept.mode() == RetentionMode.GOVERNANCE
                        || retention.mode() == RetentionMode.COMPLIANCE)
                .isPresent();
        if (!atLeastAsStrong) {
            throw OssError.RETENTION_WEAKENED.exception();
        }
    }
}
