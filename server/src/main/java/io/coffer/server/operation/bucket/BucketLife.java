package io.coffer.server.operation.bucket;

import io.coffer.model.AccountId;
import io.coffer.model.BucketName;
import io.coffer.model.OssError;
import io.coffer.model.Region;
import io.coffer.protocol.EncryptionHeaders;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.ObjectHeaders;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.CreateBucketXml;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.object.OrphanSweep;
import io.coffer.server.object.UploadListing;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import java.util.List;
import java.util.Optional;

/** PutBucket, HeadBucket and DeleteBucket. */
public final class BucketLife implements OperationFamily {
    private static final int MAX_DOCUMENT = 64 * 1024;

    private final Buckets buckets;
    private final UploadListing uploadListing;
    private final OrphanSweep orphans;
    private final Region region;

    public BucketLife(Buckets buckets, UploadListing uploadListing, OrphanSweep orphans, Region region) {
        this.buckets = buckets;
        this.uploadListing = uploadListing;
        this.orphans = orphans;
        this.region = region;
    }

    private record NewBucket(BucketName name, AccountId owner, Buckets.Creation creation) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("PutBucket")
                        .on(Method.PUT, Level.BUCKET)
                        .document(MAX_DOCUMENT)
                        .createsBucket()
                        .requiresInOwnAccount("oss:PutBucket")
                        .decode(this::newBucket)
                        .handle(input -> buckets.create(input.name(), input.owner(), input.creation()))
                        .encode(bucket -> OssResponse.empty(
                                200,
                                Headers.builder()
                                        .add("Location", "/" + bucket.name())
                                        .build())),
                Operation.named("HeadBucket")
                        .on(Method.HEAD, Level.BUCKET)
                        .requires("oss:GetBucketInfo")
                        .decode(Call::existingBucket)
                        .handle(bucket -> bucket)
                        .encode(bucket -> OssResponse.empty(
                                200,
                                Headers.builder()
                                        .add("x-oss-bucket-region", region.location())
                                        .build())),
                Operation.named("DeleteBucket")
                        .on(Method.DELETE, Level.BUCKET)
                        .requires("oss:DeleteBucket")
                        .decode(Call::existingBucket)
                        .handle(this::delete)
                        .encode(bucket -> OssResponse.empty(204)));
    }

    private NewBucket newBucket(Call call) {
        OssRequest request = call.request();
        CreateBucketXml.Configuration body = CreateBucketXml.parse(Documents.body(request));
        body.locationConstraint().filter(place -> !isHere(place)).ifPresent(place -> {
            throw OssError.INVALID_LOCATION_CONSTRAINT
                    .with("ArgumentName", "LocationConstraint")
                    .and("ArgumentValue", place);
        });
        return new NewBucket(
                call.bucketName(),
                call.permit().caller().accountId().orElseThrow(OssError.ANONYMOUS_FORBIDDEN::exception),
                new Buckets.Creation(
                        BucketAclFamily.acl(request.headers()),
                        body.storageClass().or(() -> ObjectHeaders.storageClass(request.headers())),
                        body.dataRedundancy(),
                        EncryptionHeaders.ofBucket(request.headers()),
                        BucketTags.tags(request.headers()),
                        BucketResourceGroup.group(request.headers())));
    }

    private boolean isHere(String locationConstraint) {
        return locationConstraint.equals(region.location()) || locationConstraint.equals(region.id());
    }

    private BucketSnapshot delete(BucketSnapshot bucket) {
        boolean uploads = !uploadListing
                .list(bucket, new UploadListing.Query("", "", Optional.empty(), "", 1))
                .uploads()
                .isEmpty();
        if (uploads) {
            throw OssError.UPLOADS_REMAIN.with("BucketName", bucket.name().value());
        }
        // what was deleted a moment ago may still lie there for reads that began before
        orphans.sweepNow(bucket);
        buckets.delete(bucket);
        return bucket;
    }
}
