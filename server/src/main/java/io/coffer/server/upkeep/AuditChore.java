package io.coffer.server.upkeep;

import io.coffer.server.audit.AuditTrail;
import io.coffer.server.lease.Tenure;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes audit records that were kept long enough. */
public final class AuditChore implements Chore {
    private static final Logger LOG = LoggerFactory.getLogger(AuditChore.class);
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final AuditTrail trail;
    private final Duration kept;
    private final InstantSource clock;

    public AuditChore(AuditTrail trail, Duration kept, InstantSource clock) {
        this.trail = trail;
        this.kept = kept;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void run(Tenure tenure) {
        long removed = trail.removeBefore(clock.instant().minus(kept));
        if (removed > 0) {
            LOG.info("removed {} audit records that were older than {} days", removed, kept.toDays());
        }
    }
}
