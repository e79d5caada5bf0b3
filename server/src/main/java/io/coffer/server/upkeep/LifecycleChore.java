package io.coffer.server.upkeep;

import io.coffer.model.OssException;
import io.coffer.model.setting.Lifecycle;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.object.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the lifecycle rules of all buckets. */
public final class LifecycleChore implements Chore {
    private static final Logger LOG = LoggerFactory.getLogger(LifecycleChore.class);

    private final Buckets buckets;
    private final ObjectStore objects;
    private final Duration interval;
    private final Clock clock;

    public LifecycleChore(Buckets buckets, ObjectStore objects, Duration interval, Clock clock) {
        this.buckets = buckets;
        this.objects = objects;
        this.interval = interval;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "lifecycle";
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public void run() {
        for (BucketSnapshot bucket : buckets.all()) {
            Optional<Lifecycle> lifecycle = bucket.setting(BucketSettings.LIFECYCLE);
            if (lifecycle.isPresent()) {
                walk(bucket, lifecycle.get());
            }
        }
    }

    /** What is wrong with one bucket must not keep the others from their turn. */
    private void walk(BucketSnapshot bucket, Lifecycle lifecycle) {
        try {
            new LifecycleWalk(buckets, objects, bucket, lifecycle, clock.instant()).run();
        } catch (OssException gone) {
            LOG.info("the lifecycle of bucket {} ended early: {}", bucket.name(), gone.getMessage());
        } catch (RuntimeException failure) {
            LOG.error("the lifecycle of bucket {} failed and will be tried again", bucket.name(), failure);
        }
    }
}
