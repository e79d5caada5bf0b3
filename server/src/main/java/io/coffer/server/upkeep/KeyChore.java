package io.coffer.server.upkeep;

import io.coffer.server.lease.Tenure;
import java.time.Duration;

/** Does what is due about keys: new versions, and the end of what has a date. */
public final class KeyChore implements Chore {
    public static final String NAME = "keys";

    private static final Duration INTERVAL = Duration.ofHours(1);

    private final Runnable due;

    /** @param due what is done each hour; it fails when something of it could not be done */
    public KeyChore(Runnable due) {
        this.due = due;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void run(Tenure tenure) {
        due.run();
    }
}
