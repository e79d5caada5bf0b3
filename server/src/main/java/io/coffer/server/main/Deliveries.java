package io.coffer.server.main;

import io.coffer.server.bucket.Buckets;
import io.coffer.server.bucket.Inventories;
import io.coffer.server.config.ServerConfig;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.object.EncryptionPlanner;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.upkeep.Chore;
import io.coffer.server.upkeep.ObjectDelivery;
import io.coffer.server.upkeep.inventory.InventoryChore;
import io.coffer.server.upkeep.logging.AccessLogDelivery;
import io.coffer.server.upkeep.replication.ReplicationChore;
import io.coffer.server.upkeep.replication.ReplicationStates;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The part of the graph that writes objects into buckets by itself: access logs, inventories and replicas. */
record Deliveries(
        AccessLogDelivery accessLogs,
        Inventories inventories,
        InventoryChore inventory,
        ReplicationStates replicationStates,
        ReplicationChore replication) {

    static Deliveries of(
            Buckets buckets,
            ObjectStore objects,
            EncryptionPlanner planner,
            ControlRecords records,
            ServerConfig config,
            Clock clock) {
        ObjectDelivery delivery = new ObjectDelivery(objects, planner);
        Inventories inventories = new Inventories(records);
        ReplicationStates states = new ReplicationStates(records);
        return new Deliveries(
                new AccessLogDelivery(
                        buckets,
                        delivery,
                        clock,
                        Duration.ofSeconds(config.logging().intervalSeconds())),
                inventories,
                new InventoryChore(buckets, inventories, objects, delivery, clock),
                states,
                new ReplicationChore(
                        buckets,
                        states,
                        records,
                        objects,
                        planner,
                        clock,
                        Duration.ofSeconds(config.replication().intervalSeconds())));
    }

    List<Chore> chores() {
        return List.of(accessLogs, inventory, replication);
    }
}
