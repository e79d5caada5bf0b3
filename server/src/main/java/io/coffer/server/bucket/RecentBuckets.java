package io.coffer.server.bucket;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.coffer.model.BucketName;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Buckets as they were read lately, where each reading is a call over the network and other processes change them. None is
 * older than {@link #MOST_AGE}, and whoever changes one says so only when that time has gone by: what was acknowledged is then
 * seen everywhere, as if each request had read the record.
 */
final class RecentBuckets {
    static final Duration MOST_AGE = Duration.ofMillis(250);

    /** On top, for a process that uses what it has just found to be young enough. */
    private static final Duration MARGIN = Duration.ofMillis(50);

    private static final int MOST_BUCKETS = 10_000;

    /** @param readAt when the reading began, of {@link System#nanoTime} */
    private record Seen(BucketSnapshot bucket, long readAt) {
        boolean isRecent() {
            return System.nanoTime() - readAt < MOST_AGE.toNanos();
        }
    }

    private final Cache<BucketName, Seen> recent =
            Caffeine.newBuilder().maximumSize(MOST_BUCKETS).build();

    /** What is not there is asked for each time: a new bucket is there at once. */
    Optional<BucketSnapshot> find(BucketName name, Supplier<Optional<BucketSnapshot>> reading) {
        Seen seen = recent.getIfPresent(name);
        if (seen != null && seen.isRecent()) {
            return Optional.of(seen.bucket());
        }
        long begun = System.nanoTime();
        Optional<BucketSnapshot> found = reading.get();
        found.ifPresent(bucket -> recent.put(name, new Seen(bucket, begun)));
        return found;
    }

    /** To be called after a change and before it is acknowledged; waits until nobody uses what was there before. */
    void changed(BucketName name) {
        recent.invalidate(name);
        try {
            Thread.sleep(MOST_AGE.plus(MARGIN));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before a change of a bucket was seen everywhere", interrupted);
        }
    }
}
