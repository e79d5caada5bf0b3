package io.coffer.server.bucket;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.Inventory;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.Condition;
import io.coffer.storage.StorageException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the inventories of buckets as records of their own: a thousand of them in the bucket's record would be read
 * with every request.
 */
public final class Inventories {
    private static final String PREFIX = "inventory/";
    private static final String RUNS = "inventory-run/";
    private static final int LIMIT = 1000;

    private final ControlRecords records;

    public Inventories(ControlRecords records) {
        this.records = records;
    }

    /** @param bucketId for names are used again: an inventory belongs to the one bucket it was made for */
    public record Stored(String bucketName, String bucketId, Inventory inventory) {}

    private record Run(Instant started) {}

    public Optional<Inventory> find(BucketSnapshot bucket, String id) {
        return records.get(PREFIX + place(bucket, id), Stored.class)
                .map(stored -> stored.value().inventory());
    }

    /** The bucket's, by id. */
    public List<Inventory> of(BucketSnapshot bucket) {
        return records.list(PREFIX + bucket.record().id() + "/", Stored.class).stream()
                .map(stored -> stored.value().inventory())
                .toList();
    }

    /** Those of all buckets, also of buckets that are gone. */
    public List<Stored> all() {
        return records.list(PREFIX, Stored.class).stream()
                .map(ControlRecords.Stored::value)
                .toList();
    }

    /** @throws OssException when there is another one of that id, or too many */
    public void add(BucketSnapshot bucket, Inventory inventory) {
        Optional<Inventory> existing = find(bucket, inventory.id());
        if (existing.isEmpty() && of(bucket).size() >= LIMIT) {
            throw OssError.INVENTORY_EXCEED_LIMIT.with(
                    "BucketName", bucket.record().name());
        }
        if (existing.isEmpty() && create(bucket, inventory)) {
            return;
        }
        if (!find(bucket, inventory.id()).equals(Optional.of(inventory))) {
            throw OssError.INVENTORY_ALREADY_EXIST.with("InventoryId", inventory.id());
        }
    }

    private boolean create(BucketSnapshot bucket, Inventory inventory) {
        try {
            records.put(
                    PREFIX + place(bucket, inventory.id()),
                    new Stored(bucket.record().name(), bucket.record().id(), inventory),
                    Condition.ABSENT);
            return true;
        } catch (StorageException taken) {
            if (taken.kind() != StorageException.Kind.CONFLICT) {
                throw taken;
            }
            return false;
        }
    }

    public void delete(BucketSnapshot bucket, String id) {
        delete(place(bucket, id));
    }

    public void delete(Stored stored) {
        delete(place(stored));
    }

    private void delete(String place) {
        records.delete(PREFIX + place, Condition.ANY);
        records.delete(RUNS + place, Condition.ANY);
    }

    /** When the lists were last made in full. */
    public Optional<Instant> lastRun(Stored stored) {
        return records.get(RUNS + place(stored), Run.class)
                .map(run -> run.value().started());
    }

    public void ran(Stored stored, Instant started) {
        records.put(RUNS + place(stored), new Run(started), Condition.ANY);
    }

    private static String place(Stored stored) {
        return stored.bucketId() + "/" + stored.inventory().id();
    }

    private static String place(BucketSnapshot bucket, String id) {
        return bucket.record().id() + "/" + id;
    }
}
