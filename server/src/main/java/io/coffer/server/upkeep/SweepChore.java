package io.coffer.server.upkeep;

import io.coffer.server.bucket.Buckets;
import io.coffer.server.lease.Tenure;
import io.coffer.server.object.OrphanSweep;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Frees what no upload and no object refers to any more, bucket by bucket. */
public final class SweepChore implements Chore {
    private static final Logger LOG = LoggerFactory.getLogger(SweepChore.class);
    private static final Duration INTERVAL = Duration.ofMinutes(30);

    private final Buckets buckets;
    private final OrphanSweep sweep;

    public SweepChore(Buckets buckets, OrphanSweep sweep) {
        this.buckets = buckets;
        this.sweep = sweep;
    }

    @Override
    public String name() {
        return "sweep";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void run(Tenure tenure) {
        EachBucket.of(buckets).visit(name(), tenure, bucket -> {
            int freed = sweep.sweep(bucket);
            if (freed > 0) {
                LOG.info("freed {} extents of bucket {} that nothing referred to", freed, bucket.name());
            }
        });
        int left = buckets.dropLeftovers();
        if (left > 0) {
            LOG.info("removed {} records of buckets that are gone", left);
        }
    }
}
