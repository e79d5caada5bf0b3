package io.coffer.server.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.StorageCapacity;
import io.coffer.server.bucket.BareBucket;
import io.coffer.server.bucket.BucketRecord;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.ring.MovableClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BucketCapacityTest {
    private static final long GIGABYTE = 1L << 30;

    private final MovableClock clock = new MovableClock();
    private final AtomicLong held = new AtomicLong();
    private final AtomicInteger counts = new AtomicInteger();
    private final BucketCapacity capacity = new BucketCapacity(
            bucket -> {
                counts.incrementAndGet();
                return held.get();
            },
            clock);

    private static BucketSnapshot bucket(Optional<StorageCapacity> bound) {
        BucketRecord record = BareBucket.named("bounded");
        return new BucketSnapshot(
                bound.map(value -> record.with(BucketSettings.STORAGE_CAPACITY, value))
                        .orElse(record),
                1);
    }

    private OssError refusal(BucketSnapshot bucket, long bytes) {
        return catchThrowableOfType(OssException.class, () -> capacity.admit(bucket, bytes))
                .error();
    }

    @Test
    void writesAreAddedUp() {
        BucketSnapshot bucket = bucket(Optional.of(new StorageCapacity(2)));
        held.set(GIGABYTE / 2);
        capacity.admit(bucket, GIGABYTE);
        capacity.admit(bucket, GIGABYTE / 2);
        assertThat(refusal(bucket, 1)).isEqualTo(OssError.STORAGE_CAPACITY_EXCEEDED);
        assertThatCode(() -> capacity.admit(bucket, 0)).doesNotThrowAnyException();
        assertThat(counts).hasValue(1);
    }

    @Test
    void roomThatDeletionsMadeIsFound() {
        BucketSnapshot bucket = bucket(Optional.of(new StorageCapacity(1)));
        held.set(GIGABYTE);
        assertThat(refusal(bucket, 1)).isEqualTo(OssError.STORAGE_CAPACITY_EXCEEDED);
        held.set(0);
        clock.advance(Duration.ofSeconds(2));
        assertThatCode(() -> capacity.admit(bucket, GIGABYTE)).doesNotThrowAnyException();
        assertThat(counts).hasValue(2);
    }

    @Test
    void aBucketWithoutABoundIsNotCounted() {
        capacity.admit(bucket(Optional.empty()), Long.MAX_VALUE);
        capacity.admit(bucket(Optional.of(StorageCapacity.UNBOUNDED)), Long.MAX_VALUE);
        assertThat(counts).hasValue(0);
        BucketSnapshot vast = bucket(Optional.of(new StorageCapacity(Long.MAX_VALUE)));
        assertThatCode(() -> capacity.admit(vast, GIGABYTE)).doesNotThrowAnyException();
    }
}
