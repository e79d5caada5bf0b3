package io.coffer.server.object;

import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.Retention;
import io.coffer.model.RetentionMode;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.WormRules;
import io.coffer.server.metadata.ObjectRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Keeps what is under the bucket's retention policy, under a retention of its own, or under a legal hold. */
public final class ObjectGuard implements OverwriteCheck {
    private final UnaryOperator<BucketSnapshot> latest;
    private final Clock clock;

    /** @param latest the bucket as it is now: an upload may have begun before a policy did */
    public ObjectGuard(UnaryOperator<BucketSnapshot> latest, Clock clock) {
        this.latest = latest;
        this.clock = clock;
    }

    @Override
    public BucketSnapshot latest(BucketSnapshot seen) {
        return latest.apply(seen);
    }

    @Override
    public boolean concerns(BucketSnapshot bucket) {
        return WormRules.policy(latest.apply(bucket).record(), clock.instant()).isPresent();
    }

    @Override
    public void requireReplaceable(BucketSnapshot bucket, ObjectKey key, ObjectRecord existing) {
        requireMutable(latest.apply(bucket), existing, false, clock.instant());
    }

    @Override
    public void requireRemovable(
            BucketSnapshot bucket, ObjectKey key, ObjectRecord existing, boolean bypassGovernance) {
        requireMutable(latest.apply(bucket), existing, bypassGovernance, clock.instant());
    }

    /**
     * Refuses to delete, write over or add to a version that is kept.
     *
     * @param bypassGovernance the caller asked to pass by a retention in mode GOVERNANCE, and may
     * @throws OssException {@link OssError#FILE_IMMUTABLE}
     */
    public static void requireMutable(
            BucketSnapshot bucket, ObjectRecord version, boolean bypassGovernance, Instant now) {
        if (isUnderPolicy(bucket, version, now)
                || isRetained(version.retention(), bypassGovernance, now)
                || version.legalHold()) {
            throw OssError.FILE_IMMUTABLE.with("BucketName", bucket.name().value());
        }
    }

    private static boolean isUnderPolicy(BucketSnapshot bucket, ObjectRecord version, Instant now) {
        return WormRules.policy(bucket.record(), now)
                .filter(worm -> worm.keepsAt(now, version.modified()))
                .isPresent();
    }

    private static boolean isRetained(Optional<Retention> retention, boolean bypassGovernance, Instant now) {
        return retention
                .filter(kept -> kept.holdsAt(now))
                .filter(kept -> kept.mode() == RetentionMode.COMPLIANCE || !bypassGovernance)
                .isPresent();
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
                .filter(retention ->
                        kept.mode() == RetentionMode.GOVERNANCE || retention.mode() == RetentionMode.COMPLIANCE)
                .isPresent();
        if (!atLeastAsStrong) {
            throw OssError.RETENTION_WEAKENED.exception();
        }
    }
}
