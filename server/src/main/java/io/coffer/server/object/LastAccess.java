package io.coffer.server.object;

import io.coffer.model.setting.AccessMonitor;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectRecord;
import java.time.Instant;
import java.util.Optional;

/** When a version counts as last read. */
public final class LastAccess {
    private LastAccess() {}

    /** The last read that is known, but not before the version was written or the bucket began to watch. */
    public static Optional<Instant> of(BucketSnapshot bucket, ObjectRecord record) {
        return bucket.setting(BucketSettings.ACCESS_MONITOR)
                .flatMap(AccessMonitor::since)
                .map(since -> {
                    Instant written = later(since, record.modified());
                    return record.lastAccess().map(read -> later(read, written)).orElse(written);
                });
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
