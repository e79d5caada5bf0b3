package io.coffer.server.object;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.StorageCapacity;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/**
 * Refuses writes that would take a bucket beyond its storage capacity. Counting a bucket costs as much as it has
 * objects, so only buckets with a bound are counted, seldom, and admitted writes are added in between. A write is never
 * refused by a figure older than a second, so room that deletions made is found; writes that were under way while the
 * bucket was counted may take it beyond its bound.
 */
public final class BucketCapacity {
    private static final Duration GOOD_ENOUGH = Duration.ofMinutes(5);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Map<String, Gauge> gauges = new ConcurrentHashMap<>();
    private final ToLongFunction<BucketSnapshot> count;
    private final Clock clock;

    /** @param count the bytes that a bucket holds */
    public BucketCapacity(ToLongFunction<BucketSnapshot> count, Clock clock) {
        this.count = count;
        this.clock = clock;
    }

    /**
     * Makes room in the books for a write.
     *
     * @param bytes as many as are known beforehand
     * @throws OssException {@link OssError#STORAGE_CAPACITY_EXCEEDED}
     */
    public void admit(BucketSnapshot bucket, long bytes) {
        Optional<StorageCapacity> capacity =
                bucket.setting(BucketSettings.STORAGE_CAPACITY).filter(StorageCapacity::bounds);
        String id = bucket.record().id();
        if (capacity.isPresent()) {
            gauges.computeIfAbsent(id, unknown -> new Gauge())
                    .admit(bucket, bytes, capacity.get().inBytes());
        } else {
            gauges.remove(id);
        }
    }

    private final class Gauge {
        private long held;
        private Instant counted = Instant.MIN;

        synchronized void admit(BucketSnapshot bucket, long bytes, long bound) {
            countIfOlderThan(GOOD_ENOUGH, bucket);
            if (bytes > bound - held) {
                countIfOlderThan(FRESH, bucket);
            }
            if (bytes > bound - held) {
                throw OssError.STORAGE_CAPACITY_EXCEEDED.with(
                        "BucketName", bucket.name().value());
            }
            held += bytes;
        }

        private void countIfOlderThan(Duration age, BucketSnapshot bucket) {
            Instant now = clock.instant();
            if (counted.isBefore(now.minus(age))) {
                held = count.applyAsLong(bucket);
                counted = now;
            }
        }
    }
}
