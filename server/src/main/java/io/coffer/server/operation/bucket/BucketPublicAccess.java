package io.coffer.server.operation.bucket;

import io.coffer.model.OssError;
import io.coffer.model.setting.PublicAccessBlock;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.PublicAccessBlockXml;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.util.List;

/** PutBucketPublicAccessBlock, GetBucketPublicAccessBlock and DeleteBucketPublicAccessBlock. */
public final class BucketPublicAccess implements OperationFamily {
    private static final int MAX_DOCUMENT = 64 * 1024;
    private static final String ACCESS_POINT = "x-oss-access-point-name";

    private final Buckets buckets;

    public BucketPublicAccess(Buckets buckets) {
        this.buckets = buckets;
    }

    private record Change(BucketSnapshot bucket, PublicAccessBlock block) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("PutBucketPublicAccessBlock")
                        .on(Method.PUT, Level.BUCKET)
                        .subresource(Subresource.PUBLIC_ACCESS_BLOCK)
                        .document(MAX_DOCUMENT)
                        .state(Operation.State.STORED_AND_HONOURED)
                        .requires("oss:PutBucketPublicAccessBlock")
                        .decode(call ->
                                new Change(bucket(call), PublicAccessBlockXml.parse(Documents.body(call.request()))))
                        .handle(change -> buckets.change(
                                change.bucket(),
                                record -> record.with(BucketSettings.PUBLIC_ACCESS_BLOCK, change.block())))
                        .encode(bucket -> OssResponse.empty(200)),
                Operation.named("GetBucketPublicAccessBlock")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.PUBLIC_ACCESS_BLOCK)
                        .requires("oss:GetBucketPublicAccessBlock")
                        .decode(BucketPublicAccess::bucket)
                        .handle(bucket -> bucket.setting(BucketSettings.PUBLIC_ACCESS_BLOCK)
                                .orElse(PublicAccessBlock.OFF))
                        .encode(block -> OssResponse.xml(PublicAccessBlockXml.write(block))),
                Operation.named("DeleteBucketPublicAccessBlock")
                        .on(Method.DELETE, Level.BUCKET)
                        .subresource(Subresource.PUBLIC_ACCESS_BLOCK)
                        .requires("oss:DeleteBucketPublicAccessBlock")
                        .decode(BucketPublicAccess::bucket)
                        .handle(bucket ->
                                buckets.change(bucket, record -> record.without(BucketSettings.PUBLIC_ACCESS_BLOCK)))
                        .encode(bucket -> OssResponse.empty(204)));
    }

    /** What is meant for an access point must not change the whole bucket. */
    private static BucketSnapshot bucket(Call call) {
        if (call.request().query().has(ACCESS_POINT) || call.request().headers().has(ACCESS_POINT)) {
            throw OssError.NOT_IMPLEMENTED.with("ArgumentName", ACCESS_POINT);
        }
        return call.existingBucket();
    }
}
