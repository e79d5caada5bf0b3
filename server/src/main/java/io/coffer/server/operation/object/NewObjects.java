package io.coffer.server.operation.object;

import io.coffer.model.EncryptionRule;
import io.coffer.model.ObjectAcl;
import io.coffer.model.OssError;
import io.coffer.model.SseAlgorithm;
import io.coffer.protocol.ContentHeaders;
import io.coffer.protocol.ObjectHeaders;
import io.coffer.protocol.UserMetadata;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.object.EncryptionPlan;
import io.coffer.server.object.EncryptionPlanner;
import io.coffer.server.object.NewObject;
import io.coffer.server.operation.Call;
import java.util.List;
import java.util.Optional;

/** What all writes of objects decide in the same way, and the further permissions that they need. */
final class NewObjects {
    /** Headers that ask for something this server does not do yet: dropping them in silence would lose data. */
    private static final List<String> NOT_IMPLEMENTED = List.of("x-oss-tagging");

    private final EncryptionPlanner planner;

    NewObjects(EncryptionPlanner planner) {
        this.planner = planner;
    }

    NewObject of(
            Call call,
            ObjectHeaders headers,
            ContentHeaders content,
            UserMetadata userMetadata,
            Optional<EncryptionRule> requested) {
        for (String header : NOT_IMPLEMENTED) {
            if (call.request().headers().has(header)) {
                throw OssError.NOT_IMPLEMENTED.with("ArgumentName", header);
            }
        }
        BucketSnapshot bucket = call.existingBucket();
        if (headers.acl().isPresent()) {
            call.rights().requireOnObject("oss:PutObjectAcl", AccessKind.WRITE, bucket, call.objectKey());
        }
        EncryptionPlan plan = planner.plan(bucket, requested);
        if (plan instanceof EncryptionPlan.Encrypted encrypted && encrypted.algorithm() == SseAlgorithm.KMS) {
            call.rights().requireOnKey("kms:GenerateDataKey", bucket, encrypted.keyId());
            call.rights().requireOnKey("kms:Decrypt", bucket, encrypted.keyId());
        }
        return new NewObject(
                content,
                userMetadata,
                headers.storageClass().orElse(bucket.storageClass()),
                headers.acl().orElse(ObjectAcl.DEFAULT),
                plan,
                headers.forbidOverwrite());
    }
}
