package io.coffer.server.upkeep;

import io.coffer.server.bucket.CnameBindings;
import io.coffer.server.lease.Tenure;
import java.time.Duration;

/** Forgets the domains of buckets that are gone, and expired tokens. */
public final class CnameChore implements Chore {
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final CnameBindings bindings;

    public CnameChore(CnameBindings bindings) {
        this.bindings = bindings;
    }

    @Override
    public String name() {
        return "cname";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void run(Tenure tenure) {
        bindings.sweep();
    }
}
