package io.coffer.server.upkeep;

import io.coffer.model.setting.RedundancyTransitions;
import io.coffer.protocol.xml.DataRedundancy;
import io.coffer.server.bucket.BucketRecord;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.lease.Tenure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Carries out what CreateBucketDataRedundancyTransition asked for. One server has one place to keep data in. */
public final class RedundancyTransitionChore implements Chore {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Buckets buckets;
    private final Clock clock;

    public RedundancyTransitionChore(Buckets buckets, Clock clock) {
        this.buckets = buckets;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "redundancy-transition";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void run(Tenure tenure) {
        for (BucketSnapshot bucket : buckets.all()) {
            tenure.require();
            if (isWaiting(bucket.record())) {
                buckets.change(bucket, this::finish);
            }
        }
    }

    private static boolean isWaiting(BucketRecord record) {
        return record.settings()
                .get(BucketSettings.REDUNDANCY_TRANSITIONS)
                .flatMap(RedundancyTransitions::waiting)
                .isPresent();
    }

    private BucketRecord finish(BucketRecord record) {
        if (!isWaiting(record)) {
            return record;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        RedundancyTransitions tasks =
                record.settings().get(BucketSettings.REDUNDANCY_TRANSITIONS).orElse(RedundancyTransitions.NONE);
        return record.withDataRedundancy(DataRedundancy.ZRS)
                .with(BucketSettings.REDUNDANCY_TRANSITIONS, tasks.finish(now));
    }
}
