package io.coffer.server.main;

import io.coffer.protocol.Addressing;
import io.coffer.server.bucket.CnameBindings;
import io.coffer.server.config.ServerConfig;
import io.coffer.server.object.ArchivedObjects;
import io.coffer.server.object.EncryptionPlanner;
import io.coffer.server.object.MultipartUploads;
import io.coffer.server.object.OrphanSweep;
import io.coffer.server.object.UploadListing;
import io.coffer.server.operation.object.Callbacks;
import io.coffer.server.pipeline.Gate;
import io.coffer.server.upkeep.Chore;
import io.coffer.server.upkeep.CnameChore;
import io.coffer.server.upkeep.LifecycleChore;
import io.coffer.server.upkeep.RedundancyTransitionChore;
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
        MultipartUploads uploads,
        EncryptionPlanner planner,
        Callbacks callbacks,
        Deliveries deliveries,
        CnameBindings cnames,
        Addressing addressing) {

    List<Chore> chores(ServerConfig config, Clock clock) {
        List<Chore> chores = new ArrayList<>(deliveries.chores());
        chores.add(new SweepChore(gate.buckets(), orphans));
        chores.add(new RedundancyTransitionChore(gate.buckets(), clock));
        chores.add(new CnameChore(cnames));
        chores.add(new LifecycleChore(
                gate.buckets(),
                gate.objects(),
                uploads,
                new UploadListing(gate.objects()),
                Duration.ofSeconds(config.lifecycle().intervalSeconds()),
                clock));
        return chores;
    }
}
