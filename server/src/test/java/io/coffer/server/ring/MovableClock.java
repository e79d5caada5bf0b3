package io.coffer.server.ring;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The machine's clock, moved by what a test wants. */
public final class MovableClock extends Clock {
    private final AtomicReference<Duration> moved = new AtomicReference<>(Duration.ZERO);

    public void advance(Duration by) {
        moved.updateAndGet(before -> before.plus(by));
    }

    /** Moves on to a noon: what counts in days and is tested in seconds must not run over the end of a day. */
    public void advanceToNoon() {
        Instant now = instant();
        advance(Duration.between(now, now.truncatedTo(ChronoUnit.DAYS).plus(36, ChronoUnit.HOURS)));
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(moved.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the server reads instants only");
    }
}
