package io.coffer.model.setting;

import io.coffer.model.Retention;
import io.coffer.model.RetentionMode;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Retention of single versions is switched on for the bucket, which cannot be taken back.
 *
 * @param defaultRetention what a new version gets by itself
 */
public record ObjectWormConfiguration(Optional<DefaultRetention> defaultRetention) {
    public static final int MAX_DAYS = BucketWorm.MAX_DAYS;
    public static final int MAX_YEARS = 70;

    /** In which unit a default period was given; it is given back in the same. */
    public enum Unit {
        DAYS,
        YEARS
    }

    /** How long new versions are kept. */
    public record DefaultRetention(RetentionMode mode, int amount, Unit unit) {
        /** The retention of a version made at that time. */
        public Retention from(Instant made) {
            Period period = unit == Unit.DAYS ? Period.ofDays(amount) : Period.ofYears(amount);
            Instant until = made.truncatedTo(ChronoUnit.SECONDS)
                    .atZone(ZoneOffset.UTC)
                    .plus(period)
                    .toInstant();
            return new Retention(mode, until);
        }
    }
}
