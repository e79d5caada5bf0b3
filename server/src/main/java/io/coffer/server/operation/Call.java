package io.coffer.server.operation;

import io.coffer.model.BucketName;
import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.protocol.OssRequest;
import io.coffer.server.authorization.Permit;
import io.coffer.server.bucket.BucketSnapshot;
import java.util.Optional;

/**
 * A request that may run: what an operation decodes its input from.
 *
 * @param bucket the bucket as the request's one read found it, when there is one
 * @param rights asks for a further permission of the same caller, such as on the source of a copy
 */
public record Call(OssRequest request, Optional<BucketSnapshot> bucket, Permit permit, Rights rights) {

    /** @throws io.coffer.model.OssException when the request's bucket does not exist */
    public BucketSnapshot existingBucket() {
        return bucket.orElseThrow(() -> OssError.NO_SUCH_BUCKET.with(
                "BucketName", request.target().bucket().orElse("")));
    }

    public BucketName bucketName() {
        return new BucketName(request.target().bucket().orElse(""));
    }

    public ObjectKey objectKey() {
        return new ObjectKey(request.target().key().orElse(""));
    }
}
