package io.coffer.server.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.BucketName;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Readings are saved, and no acknowledged change is missed by another process. */
class RecentBucketsTest {
    private static final BucketName NAME = new BucketName("a-bucket");
    private static final Duration SLOW = Duration.ofMillis(100);

    private final RecentBuckets recent = new RecentBuckets();

    private static BucketSnapshot bucket(long revision) {
        BucketRecord record = BareBucket.named(NAME.value());
        return new BucketSnapshot(record, revision);
    }

    @Test
    void manyRequestsAreFewReadings() {
        AtomicInteger readings = new AtomicInteger();
        BucketSnapshot bucket = bucket(1);
        for (int request = 0; request < 10_000; request++) {
            assertThat(recent.find(NAME, () -> {
                        readings.incrementAndGet();
                        return Optional.of(bucket);
                    }))
                    .contains(bucket);
        }
        assertThat(readings.get()).isLessThan(5_000);
    }

    @Test
    void whatIsNotThereIsAskedForEachTime() {
        assertThat(recent.find(NAME, Optional::empty)).isEmpty();
        BucketSnapshot made = bucket(1);
        assertThat(recent.find(NAME, () -> Optional.of(made))).contains(made);
    }

    @Test
    void anotherProcessSeesWhatWasAcknowledgedAlsoWhenItReadsSlowly() throws Exception {
        AtomicReference<BucketSnapshot> stored = new AtomicReference<>(bucket(0));
        RecentBuckets elsewhere = new RecentBuckets();
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> reader = requests.submit(() -> {
                while (!over.get()) {
                    elsewhere.find(NAME, () -> slowly(stored));
                }
            });
            for (long revision = 1; revision <= 5; revision++) {
                stored.set(bucket(revision));
                recent.changed(NAME);
                assertThat(elsewhere
                                .find(NAME, () -> Optional.of(stored.get()))
                                .orElseThrow()
                                .revision())
                        .isEqualTo(revision);
            }
            over.set(true);
            reader.get();
        }
    }

    private static Optional<BucketSnapshot> slowly(AtomicReference<BucketSnapshot> stored) {
        Optional<BucketSnapshot> found = Optional.of(stored.get());
        try {
            Thread.sleep(SLOW);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return found;
    }
}
