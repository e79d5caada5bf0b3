package io.coffer.server.upkeep;

import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.keyuse.KeyUser;
import io.coffer.server.lease.Tenure;
import io.coffer.server.lease.TenureEndedException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes through all buckets; a failure in one is logged and does not keep the chore from the others. */
record EachBucket(Buckets buckets) {
    private static final Logger LOG = LoggerFactory.getLogger(EachBucket.class);

    static EachBucket of(Buckets buckets) {
        return new EachBucket(buckets);
    }

    void visit(String chore, Tenure tenure, Consumer<BucketSnapshot> visitor) {
        KeyUser user = KeyUser.service(chore);
        for (BucketSnapshot bucket : buckets.all()) {
            tenure.require();
            try {
                visitor.accept(bucket.by(user));
            } catch (TenureEndedException ended) {
                throw ended;
            } catch (RuntimeException failure) {
                LOG.error("the chore {} failed in bucket {} and will be tried again", chore, bucket.name(), failure);
            }
        }
    }
}
