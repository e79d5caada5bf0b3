package io.coffer.server.operation.object;

import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.model.SseAlgorithm;
import io.coffer.protocol.ObjectType;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.authorization.facts.KeyUse;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.OpenObject;
import io.coffer.server.object.StoredObject;
import io.coffer.server.operation.Call;
import java.util.Optional;

/** Finds what a read is of: the version named, or what the link found there leads to. */
final class ReadObject {
    private final ObjectStore objects;

    ReadObject(ObjectStore objects) {
        this.objects = objects;
    }

    /**
     * What a read shows.
     *
     * @param link when it was reached by a link: its own metadata and time are shown with the target's content
     */
    record Shown(BucketSnapshot bucket, StoredObject object, Optional<StoredObject> link) {}

    /** A read with the body open. */
    record Opened(Shown shown, OpenObject open) {}

    Shown find(Call call) {
        BucketSnapshot bucket = call.existingBucket();
        ObjectKey key = call.objectKey();
        ObjectRecord record = objects.requireRecord(bucket, key, VersionParameter.of(call.request()));
        if (record.type() == ObjectType.SYMLINK) {
            StoredObject link = objects.read(bucket, key, record);
            ObjectKey targetKey = target(call, bucket, link);
            ObjectRecord target = objects.record(bucket, targetKey, Optional.empty())
                    .filter(found -> !found.isDeleteMarker())
                    .orElseThrow(() -> targetMissing(targetKey));
            requireReadable(call, bucket, target);
            return new Shown(bucket, objects.read(bucket, targetKey, target), Optional.of(link));
        }
        requireKey(call, bucket, record);
        return new Shown(bucket, objects.read(bucket, key, record), Optional.empty());
    }

    Opened open(Call call) {
        BucketSnapshot bucket = call.existingBucket();
        OpenObject open = objects.open(
                bucket,
                call.objectKey(),
                VersionParameter.of(call.request()),
                record -> requireKey(call, bucket, record));
        if (open.object().record().type() != ObjectType.SYMLINK) {
            return new Opened(new Shown(bucket, open.object(), Optional.empty()), open);
        }
        StoredObject link = open.object();
        open.close();
        OpenObject target = openTarget(call, bucket, target(call, bucket, link));
        return new Opened(new Shown(bucket, target.object(), Optional.of(link)), target);
    }

    private OpenObject openTarget(Call call, BucketSnapshot bucket, ObjectKey key) {
        if (objects.record(bucket, key, Optional.empty())
                .filter(found -> !found.isDeleteMarker())
                .isEmpty()) {
            throw targetMissing(key);
        }
        return objects.open(bucket, key, Optional.empty(), record -> requireReadable(call, bucket, record));
    }

    /** The caller needs to be allowed to read the target as well: a link grants nothing. */
    private static ObjectKey target(Call call, BucketSnapshot bucket, StoredObject link) {
        ObjectKey key = new ObjectKey(link.facts().symlinkTarget().orElseThrow());
        call.rights().requireOnObject("oss:GetObject", AccessKind.READ, bucket, key);
        return key;
    }

    private static void requireReadable(Call call, BucketSnapshot bucket, ObjectRecord target) {
        if (target.type() == ObjectType.SYMLINK) {
            throw OssError.INVALID_TARGET_TYPE.with("Key", call.objectKey().value());
        }
        requireKey(call, bucket, target);
    }

    private static RuntimeException targetMissing(ObjectKey key) {
        return OssError.SYMLINK_TARGET_NOT_EXIST.with("Key", key.value());
    }

    /** A reader of what a customer's key protects needs the key as well. */
    static void requireKey(Call call, BucketSnapshot bucket, ObjectRecord record) {
        record.encryption()
                .filter(envelope -> envelope.algorithm() == SseAlgorithm.KMS)
                .ifPresent(envelope -> KeyUse.TO_READ.forEach(action -> call.rights()
                        .requireOnKey(action, bucket, envelope.wrappedKey().keyId())));
    }
}
