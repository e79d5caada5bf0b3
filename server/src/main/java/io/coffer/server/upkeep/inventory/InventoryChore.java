package io.coffer.server.upkeep.inventory;

import io.coffer.model.BucketName;
import io.coffer.model.OssException;
import io.coffer.model.setting.Inventory;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.bucket.Inventories;
import io.coffer.server.keyuse.KeyUser;
import io.coffer.server.lease.Tenure;
import io.coffer.server.lease.TenureEndedException;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.upkeep.Chore;
import io.coffer.server.upkeep.ObjectDelivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes each inventory when its day has come: days are those of UTC, and the first list is made at once. */
public final class InventoryChore implements Chore {
    private static final Logger LOG = LoggerFactory.getLogger(InventoryChore.class);
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final int DAYS_OF_WEEK = 7;

    private final Buckets buckets;
    private final Inventories inventories;
    private final ObjectStore objects;
    private final ObjectDelivery delivery;
    private final Clock clock;

    public InventoryChore(
            Buckets buckets, Inventories inventories, ObjectStore objects, ObjectDelivery delivery, Clock clock) {
        this.buckets = buckets;
        this.inventories = inventories;
        this.objects = objects;
        this.delivery = delivery;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "inventory";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void run(Tenure tenure) {
        inventories.all().forEach(stored -> runQuietly(stored, tenure));
    }

    /** One inventory that cannot be made must not stop the others; it is tried again at the next run. */
    private void runQuietly(Inventories.Stored stored, Tenure tenure) {
        tenure.require();
        try {
            Optional<BucketSnapshot> bucket = find(stored.bucketName())
                    .filter(found -> found.record().id().equals(stored.bucketId()));
            if (bucket.isEmpty()) {
                inventories.delete(stored);
                return;
            }
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            if (stored.inventory().enabled() && isDue(stored, now)) {
                make(bucket.get(), stored, now, tenure);
            }
        } catch (TenureEndedException ended) {
            throw ended;
        } catch (RuntimeException failure) {
            LOG.warn(
                    "the inventory {} of {} could not be made",
                    stored.inventory().id(),
                    stored.bucketName(),
                    failure);
        }
    }

    private boolean isDue(Inventories.Stored stored, Instant now) {
        Optional<Instant> last = inventories.lastRun(stored);
        if (last.isEmpty()) {
            return true;
        }
        LocalDate next = LocalDate.ofInstant(last.get(), ZoneOffset.UTC)
                .plusDays(stored.inventory().frequency() == Inventory.Frequency.WEEKLY ? DAYS_OF_WEEK : 1);
        return !LocalDate.ofInstant(now, ZoneOffset.UTC).isBefore(next);
    }

    private void make(BucketSnapshot bucket, Inventories.Stored stored, Instant now, Tenure tenure) {
        Optional<BucketSnapshot> destination = find(stored.inventory()
                        .destination()
                        .bucket())
                .filter(found -> found.owner().equals(bucket.owner()));
        if (destination.isEmpty()) {
            LOG.warn(
                    "the inventory {} of {} has no bucket {} to go to",
                    stored.inventory().id(),
                    bucket.name(),
                    stored.inventory().destination().bucket());
            return;
        }
        new InventoryRun(bucket, destination.get(), stored.inventory(), objects, delivery, now).run(tenure);
        inventories.ran(stored, now);
    }

    private Optional<BucketSnapshot> find(String name) {
        try {
            return buckets.find(new BucketName(name)).map(bucket -> bucket.by(KeyUser.service(name())));
        } catch (OssException noName) {
            return Optional.empty();
        }
    }
}
