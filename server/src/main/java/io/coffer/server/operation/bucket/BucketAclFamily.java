package io.coffer.server.operation.bucket;

import io.coffer.model.BucketAcl;
import io.coffer.model.OssError;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.AccessControlPolicyXml;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.util.List;
import java.util.Optional;

/** PutBucketAcl, which creates a missing bucket, and GetBucketAcl. */
public final class BucketAclFamily implements OperationFamily {
    private static final String HEADER = "x-oss-acl";

    private final Buckets buckets;

    public BucketAclFamily(Buckets buckets) {
        this.buckets = buckets;
    }

    private record Change(Call call, Optional<BucketAcl> acl) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("PutBucketAcl")
                        .on(Method.PUT, Level.BUCKET)
                        .subresource(Subresource.ACL)
                        .createsBucket()
                        .requires("oss:PutBucketAcl")
                        .decode(call -> new Change(call, acl(call.request().headers())))
                        .handle(this::put)
                        .encode(bucket -> OssResponse.empty(200)),
                Operation.named("GetBucketAcl")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.ACL)
                        .requires("oss:GetBucketAcl")
                        .decode(Call::existingBucket)
                        .handle(bucket -> bucket)
                        .encode(bucket -> OssResponse.xml(AccessControlPolicyXml.write(bucket.owner(), bucket.acl()))));
    }

    /** Reads {@code x-oss-acl}. */
    static Optional<BucketAcl> acl(Headers headers) {
        return headers.first(HEADER)
                .filter(text -> !text.isEmpty())
                .map(text -> BucketAcl.fromWire(text)
                        .orElseThrow(() -> OssError.INVALID_BUCKET_ACL
                                .with("ArgumentName", HEADER)
                                .and("ArgumentValue", text)));
    }

    private BucketSnapshot put(Change change) {
        Call call = change.call();
        if (call.bucket().isEmpty()) {
            return buckets.create(
                    call.bucketName(),
                    call.permit().caller().accountId().orElseThrow(OssError.ANONYMOUS_FORBIDDEN::exception),
                    Buckets.Creation.withAcl(change.acl()));
        }
        BucketSnapshot bucket = call.existingBucket();
        return change.acl()
                .map(acl -> buckets.change(bucket, record -> record.withAcl(acl)))
                .orElse(bucket);
    }
}
