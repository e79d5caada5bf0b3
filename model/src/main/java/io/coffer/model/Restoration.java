package io.coffer.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A readable copy of an archived object, from the moment it was asked for. Whether it is being made, can be read or is
 * gone follows from these times and the clock, so nothing has to run for it.
 *
 * @param ready when the copy can be read from
 * @param expires when the copy is given up again
 * @param tier the priority that was asked for; empty for a class that has none
 */
public record Restoration(Instant requested, Instant ready, Instant expires, Optional<String> tier) {

    /** What a request at a given moment finds. */
    public enum State {
        ONGOING,
        READABLE,
        EXPIRED
    }

    public Restoration {
        if (ready.isBefore(requested) || expires.isBefore(ready)) {
            throw new IllegalArgumentException("a restoration whose times are out of order");
        }
    }

    /** A restoration asked for now; the days of reading count from when the copy is ready. */
    public static Restoration begun(Instant now, Duration taking, int days, Optional<String> tier) {
        Instant ready = now.plus(taking);
        return new Restoration(now, ready, ready.plus(Duration.ofDays(days)), tier);
    }

    public State at(Instant now) {
        if (now.isBefore(ready)) {
            return State.ONGOING;
        }
        return now.isBefore(expires) ? State.READABLE : State.EXPIRED;
    }

    /** Asked for again while readable: the days count from now, and never end earlier than they did. */
    public Restoration prolonged(Instant now, int days) {
        Instant later = now.plus(Duration.ofDays(days));
        return new Restoration(requested, ready, later.isAfter(expires) ? later : expires, tier);
    }

    /** Asked for again with more urgency while it is being made. */
    public Restoration hurried(int days, Optional<String> higherTier) {
        return new Restoration(requested, ready, ready.plus(Duration.ofDays(days)), higherTier);
    }
}
