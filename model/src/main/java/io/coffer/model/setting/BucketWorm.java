package io.coffer.model.setting;

import java.time.Duration;
import java.time.Instant;

/**
 * The retention policy of a whole bucket: no object goes or changes before it is so many days old.
 *
 * @param created whole seconds
 * @param locked whether it can only be extended; before that it lapses by itself after a day
 */
public record BucketWorm(String id, Instant created, int retentionDays, boolean locked) {
    public static final int MAX_DAYS = 25_550;

    private static final Duration IN_PROGRESS = Duration.ofHours(24);

    /** When the policy lapses unless it is locked before. */
    public Instant lapses() {
        return created.plus(IN_PROGRESS);
    }

    /** Whether there still is a policy at that time; it protects from its creation on, locked or not. */
    public boolean existsAt(Instant now) {
        return locked || now.isBefore(lapses());
    }

    /** Whether an object of that age is kept. */
    public boolean keepsAt(Instant now, Instant modified) {
        return existsAt(now) && now.isBefore(modified.plus(Duration.ofDays(retentionDays)));
    }

    public BucketWorm lock() {
        return new BucketWorm(id, created, retentionDays, true);
    }

    public BucketWorm withRetentionDays(int days) {
        return new BucketWorm(id, created, days, locked);
    }
}
