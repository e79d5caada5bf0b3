package io.coffer.server.upkeep;

import io.coffer.model.setting.Lifecycle;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.lease.Tenure;
import io.coffer.server.object.MultipartUploads;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.UploadListing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out the lifecycle rules of all buckets. */
public final class LifecycleChore implements Chore {
    private static final Logger LOG = LoggerFactory.getLogger(LifecycleChore.class);

    private final Buckets buckets;
    private final ObjectStore objects;
    private final MultipartUploads uploads;
    private final UploadListing uploadListing;
    private final Duration interval;
    private final Clock clock;

    public LifecycleChore(
            Buckets buckets,
            ObjectStore objects,
            MultipartUploads uploads,
            UploadListing uploadListing,
            Duration interval,
            Clock clock) {
        this.buckets = buckets;
        this.objects = objects;
        this.uploads = uploads;
        this.uploadListing = uploadListing;
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
    public void run(Tenure tenure) {
        EachBucket.of(buckets)
                .visit(
                        name(),
                        tenure,
                        bucket -> bucket.setting(BucketSettings.LIFECYCLE)
                                .ifPresent(lifecycle -> carryOut(bucket, lifecycle, tenure)));
    }

    private void carryOut(BucketSnapshot bucket, Lifecycle lifecycle, Tenure tenure) {
        Instant now = clock.instant();
        BucketWatch watch = new BucketWatch(buckets, bucket, tenure);
        new LifecycleWalk(objects, watch, lifecycle, now).run();
        new UploadWalk(uploads, uploadListing, watch, lifecycle, now).run();
        if (watch.changed()) {
            LOG.info("bucket {} changed during its lifecycle; the rest is left to the next time", bucket.name());
        }
    }
}
