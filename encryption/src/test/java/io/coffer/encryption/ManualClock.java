package io.coffer.encryption;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A time that moves when told to. */
public final class ManualClock implements InstantSource {
    private Instant now = Instant.parse("2026-11-01T10:00:00.123Z");

    @Override
    public Instant instant() {
        return now;
    }

    public void advance(Duration duration) {
        now = now.plus(duration);
    }
}
