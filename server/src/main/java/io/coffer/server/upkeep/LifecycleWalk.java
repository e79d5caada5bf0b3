package io.coffer.server.upkeep;

import io.coffer.model.ObjectKey;
import io.coffer.model.OssException;
import io.coffer.model.Tags;
import io.coffer.model.VersionId;
import io.coffer.model.lifecycle.LifecycleAction;
import io.coffer.model.lifecycle.LifecycleJudge;
import io.coffer.model.lifecycle.ObjectVersion;
import io.coffer.model.setting.Lifecycle;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.object.LifecycleFacts;
import io.coffer.server.object.ObjectStore;
import io.coffer.storage.StorageException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass through a bucket. Every change is made only while the version is exactly the one that was judged, and while
 * the bucket's settings are those it was judged by: what anybody changes meanwhile is left to the next pass.
 */
final class LifecycleWalk {
    private static final Logger LOG = LoggerFactory.getLogger(LifecycleWalk.class);

    private final ObjectStore objects;
    private final BucketWatch watch;
    private final BucketSnapshot bucket;
    private final LifecycleJudge judge;
    private final boolean withTags;
    private final Instant now;

    LifecycleWalk(ObjectStore objects, BucketWatch watch, Lifecycle lifecycle, Instant now) {
        this.objects = objects;
        this.watch = watch;
        this.bucket = watch.bucket();
        this.judge = new LifecycleJudge(lifecycle);
        this.withTags = judge.asksForTags();
        this.now = now;
    }

    void run() {
        for (String prefix : judge.prefixes()) {
            objects.walk(bucket, prefix, this::visit);
        }
    }

    private void visit(ObjectKey key, List<ObjectRecord> records) {
        if (watch.changed()) {
            return;
        }
        try {
            List<ObjectVersion> versions =
                    records.stream().map(record -> version(key, record)).toList();
            // the oldest first: a version is judged by the one that replaced it, which must still be there
            for (LifecycleAction action :
                    judge.judge(key.value(), versions, now).reversed()) {
                if (!watch.isUnchanged()) {
                    return;
                }
                carryOut(key, records, action);
            }
        } catch (OssException refused) {
            leave(key, refused);
        } catch (StorageException failure) {
            if (failure.kind() != StorageException.Kind.CORRUPT && failure.kind() != StorageException.Kind.NOT_FOUND) {
                throw failure;
            }
            leave(key, failure);
        } catch (RuntimeException failure) {
            // such as a master key that cannot be used, under which the tags of this object lie
            leave(key, failure);
        }
    }

    /** One object that cannot be judged or touched must not keep the others from their turn. */
    private void leave(ObjectKey key, RuntimeException reason) {
        LOG.info("lifecycle leaves {} in bucket {} as it is: {}", key.value(), bucket.name(), reason.toString());
    }

    /** Tags are sealed with an object that is encrypted, so they are opened only when a rule asks. */
    private ObjectVersion version(ObjectKey key, ObjectRecord record) {
        Tags tags = withTags && !record.isDeleteMarker()
                ? objects.read(bucket, key, record).facts().tags()
                : Tags.NONE;
        return LifecycleFacts.of(bucket, record, tags);
    }

    private void carryOut(ObjectKey key, List<ObjectRecord> records, LifecycleAction action) {
        int at = indexOf(records, action.version());
        ObjectRecord judged = records.get(at);
        boolean done = switch (action) {
            case LifecycleAction.Expire expire ->
                objects.deleteIf(bucket, key, Optional.empty(), found -> isSame(found, judged))
                        .isPresent();
            case LifecycleAction.RemoveMarker marker ->
                objects.deleteIf(bucket, key, Optional.of(judged.versionId()), found -> isSame(found, judged))
                        .isPresent();
            case LifecycleAction.DeleteNoncurrent noncurrent ->
                objects.deleteIf(
                                bucket,
                                key,
                                Optional.of(judged.versionId()),
                                found -> isSame(found, judged) && isThere(key, records.get(at - 1)))
                        .isPresent();
            case LifecycleAction.Move move ->
                objects.changeIf(
                                bucket,
                                key,
                                Optional.of(judged.versionId()),
                                found -> isSame(found, judged),
                                state -> state.withStorageClass(move.storageClass())
                                        .withRestoration(Optional.empty())
                                        .withTransitioned(now.truncatedTo(ChronoUnit.SECONDS)))
                        .isPresent();
        };
        LOG.debug("lifecycle of bucket {}: {} of {} {}", bucket.name(), action, key.value(), done ? "done" : "left");
    }

    private static int indexOf(List<ObjectRecord> records, String version) {
        VersionId id = new VersionId(version);
        for (int at = 0; at < records.size(); at++) {
            if (records.get(at).versionId().equals(id)) {
                return at;
            }
        }
        throw new IllegalStateException("a version was judged that is not there");
    }

    /** What replaced it must still be there: a version that somebody brought back to light is not old any more. */
    private boolean isThere(ObjectKey key, ObjectRecord newer) {
        return objects.record(bucket, key, Optional.of(newer.versionId()))
                .filter(found -> found.blob().equals(newer.blob()))
                .isPresent();
    }

    private static boolean isSame(ObjectRecord one, ObjectRecord other) {
        return Arrays.equals(one.toBytes(), other.toBytes());
    }
}
