package io.coffer.server.operation.bucket;

import io.coffer.model.OssError;
import io.coffer.model.setting.PolicyDocument;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.PolicyStatusXml;
import io.coffer.server.authorization.BucketPolicies;
import io.coffer.server.authorization.policy.MalformedPolicyException;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.bucket.AccountSettings;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** PutBucketPolicy, GetBucketPolicy, DeleteBucketPolicy and GetBucketPolicyStatus. */
public final class BucketPolicy implements OperationFamily {
    private static final int MAX_POLICY = 16 * 1024;
    private static final int MAX_DOCUMENT = 64 * 1024;

    private final Buckets buckets;
    private final AccountSettings accountSettings;
    private final BucketPolicies policies;

    public BucketPolicy(Buckets buckets, AccountSettings accountSettings, BucketPolicies policies) {
        this.buckets = buckets;
        this.accountSettings = accountSettings;
        this.policies = policies;
    }

    private record Change(BucketSnapshot bucket, PolicyDocument policy) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("PutBucketPolicy")
                        .on(Method.PUT, Level.BUCKET)
                        .subresource(Subresource.POLICY)
                        .document(MAX_DOCUMENT)
                        .state(Operation.State.STORED_AND_HONOURED)
                        .requires("oss:PutBucketPolicy")
                        .decode(this::decode)
                        .handle(change -> buckets.change(
                                change.bucket(), record -> record.with(BucketSettings.POLICY, change.policy())))
                        .encode(bucket -> OssResponse.empty(200)),
                Operation.named("GetBucketPolicy")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.POLICY)
                        .requires("oss:GetBucketPolicy")
                        .decode(Call::existingBucket)
                        .handle(BucketPolicy::get)
                        .encode(policy -> OssResponse.json(policy.text())),
                Operation.named("DeleteBucketPolicy")
                        .on(Method.DELETE, Level.BUCKET)
                        .subresource(Subresource.POLICY)
                        .requires("oss:DeleteBucketPolicy")
                        .decode(Call::existingBucket)
                        .handle(bucket -> buckets.change(bucket, record -> record.without(BucketSettings.POLICY)))
                        .encode(bucket -> OssResponse.empty(204)),
                Operation.named("GetBucketPolicyStatus")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.POLICY_STATUS)
                        .requires("oss:GetBucketPolicyStatus")
                        .decode(Call::existingBucket)
                        .handle(bucket -> bucket.setting(BucketSettings.POLICY)
                                .map(policies::of)
                                .filter(Policy::isPublic)
                                .isPresent())
                        .encode(isPublic -> OssResponse.xml(PolicyStatusXml.write(isPublic))));
    }

    private Change decode(Call call) {
        BucketSnapshot bucket = call.existingBucket();
        PolicyDocument document = new PolicyDocument(text(Documents.body(call.request())));
        try {
            if (policies.ofNew(document).isPublic() && accountSettings.blocksPublicAccess(bucket)) {
                throw OssError.PUBLIC_ACCESS_BLOCKED.with(
                        "BucketName", bucket.name().value());
            }
        } catch (MalformedPolicyException malformed) {
            throw OssError.INVALID_POLICY_DOCUMENT.saying(String.valueOf(malformed.getMessage()));
        }
        return new Change(bucket, document);
    }

    private static String text(byte[] body) {
        if (body.length > MAX_POLICY) {
            throw OssError.INVALID_POLICY_DOCUMENT.saying("A bucket policy has at most " + MAX_POLICY + " bytes.");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw OssError.INVALID_POLICY_DOCUMENT.saying("The bucket policy is not UTF-8.");
        }
    }

    private static PolicyDocument get(BucketSnapshot bucket) {
        return bucket.setting(BucketSettings.POLICY)
                .orElseThrow(() -> OssError.NO_SUCH_BUCKET_POLICY.with(
                        "BucketName", bucket.name().value()));
    }
}
