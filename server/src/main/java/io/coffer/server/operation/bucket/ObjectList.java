package io.coffer.server.operation.bucket;

import io.coffer.protocol.ListObjectsQuery;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.ListObjectsXml;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.object.ArchivedObjects;
import io.coffer.server.object.ObjectListing;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import java.time.Clock;
import java.util.List;

/** ListObjects and ListObjectsV2. */
public final class ObjectList implements OperationFamily {
    private static final String ACTION = "oss:ListObjects";

    private final ObjectListing listing;

    private final Clock clock;

    public ObjectList(ObjectListing listing, Clock clock) {
        this.listing = listing;
        this.clock = clock;
    }

    private record Input(BucketSnapshot bucket, ListObjectsQuery query) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("ListObjects")
                        .on(Method.GET, Level.BUCKET)
                        .requires(ACTION, AccessKind.READ)
                        .decode(call -> new Input(
                                call.existingBucket(),
                                ListObjectsQuery.v1(call.request().query())))
                        .handle(this::list)
                        .encode(page -> OssResponse.xml(ListObjectsXml.write(page))),
                Operation.named("ListObjectsV2")
                        .on(Method.GET, Level.BUCKET)
                        .withParameter("list-type", "2")
                        .requires(ACTION, AccessKind.READ)
                        .decode(call -> new Input(
                                call.existingBucket(),
                                ListObjectsQuery.v2(call.request().query())))
                        .handle(this::list)
                        .encode(page -> OssResponse.xml(ListObjectsXml.write(page))));
    }

    private ListObjectsXml.Listing list(Input input) {
        ListObjectsQuery query = input.query();
        ObjectListing.Result page = listing.list(
                input.bucket(),
                new ObjectListing.Query(query.prefix(), query.delimiter(), query.maxKeys()),
                query.after());
        return new ListObjectsXml.Listing(
                input.bucket().name(),
                query,
                input.bucket().owner(),
                page.objects().stream().map(this::entry).toList(),
                page.commonPrefixes(),
                page.next().map(ObjectListing.Marker::key));
    }

    private ListObjectsXml.ListedObject entry(ObjectListing.Listed listed) {
        return new ListObjectsXml.ListedObject(
                listed.key(),
                ArchivedObjects.cooled(listed.record()),
                listed.record().modified(),
                listed.etag(),
                listed.record().type(),
                listed.record().size(),
                listed.record().storageClass(),
                ArchivedObjects.info(listed.record(), clock.instant()));
    }
}
