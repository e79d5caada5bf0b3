package io.coffer.server.operation.bucket;

import io.coffer.model.EncryptionRule;
import io.coffer.model.OssError;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.BucketEncryptionXml;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.util.List;
import java.util.Optional;

/** PutBucketEncryption, GetBucketEncryption and DeleteBucketEncryption: how a bucket is encrypted. */
public final class BucketEncryption implements OperationFamily {
    private static final int MAX_DOCUMENT = 64 * 1024;

    private final Buckets buckets;

    public BucketEncryption(Buckets buckets) {
        this.buckets = buckets;
    }

    private record Change(BucketSnapshot bucket, EncryptionRule rule) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("PutBucketEncryption")
                        .on(Method.PUT, Level.BUCKET)
                        .subresource(Subresource.ENCRYPTION)
                        .document(MAX_DOCUMENT)
                        .requires("oss:PutBucketEncryption")
                        .decode(call -> new Change(
                                call.existingBucket(), BucketEncryptionXml.parse(Documents.body(call.request()))))
                        .handle(change -> set(change.bucket(), Optional.of(change.rule())))
                        .encode(bucket -> OssResponse.empty(200)),
                Operation.named("GetBucketEncryption")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.ENCRYPTION)
                        .differsByContract()
                        .requires("oss:GetBucketEncryption")
                        .decode(Call::existingBucket)
                        .handle(BucketEncryption::get)
                        .encode(rule -> OssResponse.xml(BucketEncryptionXml.write(rule))),
                Operation.named("DeleteBucketEncryption")
                        .on(Method.DELETE, Level.BUCKET)
                        .subresource(Subresource.ENCRYPTION)
                        .requires("oss:DeleteBucketEncryption")
                        .decode(Call::existingBucket)
                        .handle(bucket -> set(bucket, Optional.empty()))
                        .encode(bucket -> OssResponse.empty(204)));
    }

    private static EncryptionRule get(BucketSnapshot bucket) {
        return bucket.encryptionRule()
                .orElseThrow(() -> OssError.NO_SUCH_SERVER_SIDE_ENCRYPTION_RULE.with(
                        "BucketName", bucket.name().value()));
    }

    private BucketSnapshot set(BucketSnapshot bucket, Optional<EncryptionRule> rule) {
        return buckets.change(bucket, record -> record.withEncryptionRule(rule));
    }
}
