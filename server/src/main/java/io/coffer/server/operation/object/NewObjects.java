package io.coffer.server.operation.object;

import io.coffer.model.EncryptionContext;
import io.coffer.model.EncryptionRule;
import io.coffer.model.ObjectAcl;
import io.coffer.model.OssError;
import io.coffer.model.SseAlgorithm;
import io.coffer.model.Tags;
import io.coffer.protocol.ContentHeaders;
import io.coffer.protocol.EncryptionHeaders;
import io.coffer.protocol.ObjectHeaders;
import io.coffer.protocol.UserMetadata;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.authorization.facts.KeyUse;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.object.BucketCapacity;
import io.coffer.server.object.EncryptionPlan;
import io.coffer.server.object.EncryptionPlanner;
import io.coffer.server.object.NewObject;
import io.coffer.server.object.ObjectGuard;
import io.coffer.server.operation.Call;
import java.time.Clock;
import java.util.Optional;

/** What all writes of objects decide in the same way, and the further permissions that they need. */
public final class NewObjects {
    private static final String TAGGING = "x-oss-tagging";

    private final EncryptionPlanner planner;
    private final BucketCapacity capacity;
    private final Clock clock;

    public NewObjects(EncryptionPlanner planner, BucketCapacity capacity, Clock clock) {
        this.planner = planner;
        this.capacity = capacity;
        this.clock = clock;
    }

    /** An object whose content comes with the request, encrypted as the request or the bucket asks for. */
    NewObject of(
            Call call,
            ObjectHeaders headers,
            ContentHeaders content,
            UserMetadata userMetadata,
            Optional<EncryptionRule> requested) {
        return of(call, headers, content, userMetadata, tags(call), plan(call, requested));
    }

    /** An object without content of its own. */
    NewObject unencrypted(Call call, ObjectHeaders headers) {
        return of(call, headers, headers.content(), headers.userMetadata(), tags(call), EncryptionPlan.NONE);
    }

    NewObject of(
            Call call,
            ObjectHeaders headers,
            ContentHeaders content,
            UserMetadata userMetadata,
            Tags tags,
            EncryptionPlan plan) {
        BucketSnapshot bucket = call.existingBucket();
        if (headers.acl().isPresent()) {
            call.rights().requireOnObject("oss:PutObjectAcl", AccessKind.WRITE, bucket, call.objectKey());
            call.rights().requireSettable(headers.acl().get(), bucket);
        }
        admit(call, call.request().body().length().orElse(0));
        return new NewObject(
                content,
                userMetadata,
                tags,
                headers.storageClass().orElse(bucket.storageClass()),
                headers.acl().orElse(ObjectAcl.DEFAULT),
                plan,
                forbidsOverwrite(call),
                Optional.empty());
    }

    /** Whether an object that is there must stay, by the request's own wish or by the bucket's rules. */
    static boolean forbidsOverwrite(Call call) {
        return ObjectHeaders.forbidOverwrite(call.request().headers()) || OverwriteRules.forbid(call);
    }

    /** Refuses to append where versions may be under retention, and to one that is kept. */
    void requireAppendable(Call call, Optional<ObjectRecord> existing) {
        BucketSnapshot bucket = call.existingBucket();
        if (bucket.setting(BucketSettings.OBJECT_WORM).isPresent()) {
            throw OssError.APPEND_WITH_OBJECT_WORM.with(
                    "BucketName", bucket.name().value());
        }
        existing.ifPresent(record -> ObjectGuard.requireMutable(bucket, record, false, clock.instant()));
    }

    /** Refuses bytes that the bucket has no room for. */
    void admit(Call call, long bytes) {
        capacity.admit(call.existingBucket(), bytes);
    }

    /** The tags that the request gives, for which the caller needs a permission of their own. */
    Tags tags(Call call) {
        Optional<String> encoded = call.request().header(TAGGING);
        if (encoded.isEmpty()) {
            return Tags.NONE;
        }
        Tags tags = Tags.parse(encoded.get(), Tags.Limits.OF_OBJECT);
        requireTaggable(call);
        return tags;
    }

    /** For a write that gives tags to what it writes. */
    void requireTaggable(Call call) {
        call.rights()
                .requireOnObject(
                        "oss:PutObjectTagging", AccessKind.ADMINISTRATIVE, call.existingBucket(), call.objectKey());
    }

    /** How the object will be encrypted; the caller needs the key that it names. */
    EncryptionPlan plan(Call call, Optional<EncryptionRule> requested) {
        BucketSnapshot bucket = call.existingBucket();
        EncryptionContext context = EncryptionHeaders.context(call.request().headers());
        EncryptionPlan plan = planner.plan(bucket, requested);
        if (plan instanceof EncryptionPlan.Encrypted encrypted && encrypted.algorithm() == SseAlgorithm.KMS) {
            KeyUse.TO_WRITE.forEach(action -> call.rights().requireOnKey(action, bucket, encrypted.keyId()));
            return encrypted.bound(context);
        }
        return plan;
    }
}
