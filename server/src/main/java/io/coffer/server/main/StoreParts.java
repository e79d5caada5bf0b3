package io.coffer.server.main;

import io.coffer.protocol.Addressing;
import io.coffer.server.audit.AuditTrail;
import io.coffer.server.bucket.CnameBindings;
import io.coffer.server.config.ServerConfig;
import io.coffer.server.object.ArchivedObjects;
import io.coffer.server.object.OrphanSweep;
import io.coffer.server.object.UploadListing;
import io.coffer.server.operation.object.Callbacks;
import io.coffer.server.pipeline.Gate;
import io.coffer.server.upkeep.AuditChore;
import io.coffer.server.upkeep.Chore;
import io.coffer.server.upkeep.CnameChore;
import io.coffer.server.upkeep.LifecycleChore;
import io.coffer.server.upkeep.RedundancyTransitionChore;
import io.coffer.server.upkeep.ScrubChore;
import io.coffer.server.upkeep.SweepChore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What stands on the store and is shared by operations and chores. */
record StoreParts(
        Gate gate,
        ArchivedObjects archived,
        OrphanSweep orphans,
        Callbacks callbacks,
        Deliveries deliveries,
        CnameBindings cnames,
        AuditTrail audit,
        Addressing addressing) {

    List<Chore> chores(ServerConfig config, ScrubChore scrub, Clock clock) {
        List<Chore> chores = new ArrayList<>(deliveries.chores());
        if (config.scrub().bytesPerSecond() > 0) {
            chores.add(scrub);
        }
        chores.add(new SweepChore(gate.buckets(), orphans));
        chores.add(new RedundancyTransitionChore(gate.buckets(), clock));
        chores.add(new CnameChore(cnames));
        chores.add(new AuditChore(audit, Duration.ofDays(config.audit().keepDays()), clock));
        chores.add(new LifecycleChore(
                gate.buckets(),
                gate.facts().objects(),
                gate.facts().uploads(),
                new UploadListing(gate.facts().objects()),
                Duration.ofSeconds(config.lifecycle().intervalSeconds()),
                clock));
        return chores;
    }
}
