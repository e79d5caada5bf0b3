package io.coffer.server.operation.bucket;

import io.coffer.model.OssError;
import io.coffer.model.setting.ResourceGroup;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.ResourceGroupXml;
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
import java.util.Optional;

/** PutBucketResourceGroup and GetBucketResourceGroup. */
public final class BucketResourceGroup implements OperationFamily {
    private static final int MAX_DOCUMENT = 64 * 1024;
    private static final String HEADER = "x-oss-resource-group-id";

    private final Buckets buckets;

    public BucketResourceGroup(Buckets buckets) {
        this.buckets = buckets;
    }

    private record Change(BucketSnapshot bucket, ResourceGroup group) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("PutBucketResourceGroup")
                        .on(Method.PUT, Level.BUCKET)
                        .subresource(Subresource.RESOURCE_GROUP)
                        .document(MAX_DOCUMENT)
                        .state(Operation.State.STORED_AND_HONOURED)
                        .requires("oss:PutBucketResourceGroup")
                        .decode(call -> new Change(
                                call.existingBucket(), ResourceGroupXml.parse(Documents.body(call.request()))))
                        .handle(change -> buckets.change(
                                change.bucket(), record -> record.with(BucketSettings.RESOURCE_GROUP, change.group())))
                        .encode(bucket -> OssResponse.empty(200)),
                Operation.named("GetBucketResourceGroup")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.RESOURCE_GROUP)
                        .requires("oss:GetBucketResourceGroup")
                        .decode(Call::existingBucket)
                        .handle(BucketSnapshot::resourceGroup)
                        .encode(group -> OssResponse.xml(ResourceGroupXml.write(group))));
    }

    /** Reads {@code x-oss-resource-group-id}. */
    static Optional<ResourceGroup> group(Headers headers) {
        return headers.first(HEADER).filter(id -> !id.isEmpty()).map(id -> {
            if (!ResourceGroup.isId(id)) {
                throw OssError.invalidArgument(HEADER, id, "The resource group id is not valid.");
            }
            return new ResourceGroup(id);
        });
    }
}
