package io.coffer.server.object;

import io.coffer.model.ObjectKey;
import io.coffer.model.StorageClass;
import io.coffer.model.lifecycle.LifecycleJudge;
import io.coffer.model.setting.AccessMonitor;
import io.coffer.model.setting.Lifecycle;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.metadata.ObjectState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers when objects were read, in buckets that watch it. A read does not wait for it and does not fail with it: it
 * is written beside the read, at most once a day for an object, and left out when too many are being written.
 */
public final class AccessRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(AccessRecorder.class);
    private static final Duration AT_MOST_EVERY = Duration.ofDays(1);
    private static final int AT_ONCE = 64;

    private final ObjectStore objects;
    private final Clock clock;
    private final Semaphore room = new Semaphore(AT_ONCE);

    public AccessRecorder(ObjectStore objects, Clock clock) {
        this.objects = objects;
        this.clock = clock;
    }

    /** The object was read. */
    public void read(BucketSnapshot bucket, StoredObject object) {
        bucket.setting(BucketSettings.ACCESS_MONITOR)
                .filter(AccessMonitor::on)
                .ifPresent(monitor -> record(bucket, object));
    }

    /** The object was the source of a copy. */
    public void copied(BucketSnapshot bucket, StoredObject object) {
        bucket.setting(BucketSettings.ACCESS_MONITOR)
                .filter(AccessMonitor::on)
                .filter(AccessMonitor::countsCopies)
                .ifPresent(monitor -> record(bucket, object));
    }

    private void record(BucketSnapshot bucket, StoredObject object) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        boolean due = isDue(bucket, object.record(), now);
        boolean mayReturn = object.record().storageClass() == StorageClass.IA
                && bucket.setting(BucketSettings.LIFECYCLE)
                        .filter(Lifecycle::countsAccess)
                        .isPresent();
        if ((due || mayReturn) && room.tryAcquire()) {
            Thread.ofVirtual().name("access-recorder").start(() -> {
                try {
                    write(bucket, object, now, mayReturn);
                } catch (RuntimeException failure) {
                    LOG.debug("a read of {} was not recorded", object.key().value(), failure);
                } finally {
                    room.release();
                }
            });
        }
    }

    private static boolean isDue(BucketSnapshot bucket, ObjectRecord record, Instant now) {
        return LastAccess.of(bucket, record)
                .filter(last -> !last.plus(AT_MOST_EVERY).isAfter(now))
                .isPresent();
    }

    private void write(BucketSnapshot bucket, StoredObject object, Instant now, boolean mayReturn) {
        ObjectRecord read = object.record();
        ObjectKey key = object.key();
        boolean returns = mayReturn && returns(bucket, object);
        objects.changeIf(
                bucket,
                key,
                Optional.of(read.versionId()),
                // what was written in its place meanwhile was not read
                found -> found.blob().equals(read.blob()) && (returns || isDue(bucket, found, now)),
                state -> returned(state.withLastAccess(now), returns));
    }

    private boolean returns(BucketSnapshot bucket, StoredObject object) {
        boolean current = objects.record(bucket, object.key(), Optional.empty())
                .filter(newest -> newest.versionId().equals(object.record().versionId()))
                .isPresent();
        return new LifecycleJudge(bucket.setting(BucketSettings.LIFECYCLE).orElse(Lifecycle.NONE))
                .returnsWhenRead(
                        object.key().value(),
                        LifecycleFacts.of(
                                bucket, object.record(), object.facts().tags()),
                        current);
    }

    private static ObjectState returned(ObjectState state, boolean returns) {
        return returns && state.storageClass() == StorageClass.IA
                ? state.withStorageClass(StorageClass.STANDARD)
                : state;
    }
}
