package io.coffer.server.operation.bucket;

import io.coffer.protocol.ListUploadsQuery;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.MultipartListXml;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.object.UploadListing;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.util.List;

/** ListMultipartUploads. */
public final class UploadList implements OperationFamily {
    private final UploadListing listing;

    public UploadList(UploadListing listing) {
        this.listing = listing;
    }

    private record Input(BucketSnapshot bucket, ListUploadsQuery query) {}

    @Override
    public List<Operation> operations() {
        return List.of(Operation.named("ListMultipartUploads")
                .on(Method.GET, Level.BUCKET)
                .subresource(Subresource.UPLOADS)
                .requires("oss:ListMultipartUploads", AccessKind.READ)
                .decode(call -> new Input(
                        call.existingBucket(),
                        ListUploadsQuery.of(call.request().query())))
                .handle(this::list)
                .encode(page -> OssResponse.xml(MultipartListXml.write(page))));
    }

    private MultipartListXml.Uploads list(Input input) {
        ListUploadsQuery query = input.query();
        UploadListing.Result page = listing.list(
                input.bucket(),
                new UploadListing.Query(
                        query.prefix(),
                        query.keyMarker(),
                        query.uploadIdMarker(),
                        query.delimiter(),
                        query.maxUploads()));
        return new MultipartListXml.Uploads(
                input.bucket().name().value(),
                input.bucket().owner(),
                query,
                page.uploads().stream()
                        .map(upload -> new MultipartListXml.ListedUpload(
                                upload.key().value(),
                                upload.id(),
                                upload.record().state().storageClass(),
                                upload.record().initiated()))
                        .toList(),
                page.commonPrefixes(),
                page.truncated());
    }
}
