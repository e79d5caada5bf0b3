package io.coffer.model.lifecycle;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When days are over: they are counted from the midnight, in UTC, that follows what they count from. */
final class DueTime {
    private DueTime() {}

    static Instant after(Instant event, int days) {
        return event.truncatedTo(ChronoUnit.DAYS).plus(1L + days, ChronoUnit.DAYS);
    }
}
