package io.coffer.server.operation.bucket;

import io.coffer.protocol.ListVersionsQuery;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.ListVersionsXml;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.object.ArchivedObjects;
import io.coffer.server.object.ObjectListing;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.time.Clock;
import java.util.List;

/** ListObjectVersions. */
public final class VersionList implements OperationFamily {
    private final ObjectListing listing;

    private final Clock clock;

    public VersionList(ObjectListing listing, Clock clock) {
        this.listing = listing;
        this.clock = clock;
    }

    private record Input(BucketSnapshot bucket, ListVersionsQuery query) {}

    @Override
    public List<Operation> operations() {
        return List.of(Operation.named("ListObjectVersions")
                .on(Method.GET, Level.BUCKET)
                .subresource(Subresource.VERSIONS)
                .requires("oss:ListObjectVersions", AccessKind.READ)
                .decode(call -> new Input(
                        call.existingBucket(),
                        ListVersionsQuery.of(call.request().query())))
                .handle(this::list)
                .encode(page -> OssResponse.xml(ListVersionsXml.write(page))));
    }

    private ListVersionsXml.Listing list(Input input) {
        ListVersionsQuery query = input.query();
        ObjectListing.Result page = listing.versions(
                input.bucket(),
                new ObjectListing.Query(query.prefix(), query.delimiter(), query.maxKeys()),
                new ObjectListing.Marker(query.keyMarker(), query.versionIdMarker()));
        return new ListVersionsXml.Listing(
                input.bucket().name(),
                query,
                input.bucket().owner(),
                page.objects().stream().map(this::version).toList(),
                page.commonPrefixes(),
                page.next().map(ObjectListing.Marker::key),
                page.next().flatMap(ObjectListing.Marker::version));
    }

    private ListVersionsXml.ListedVersion version(ObjectListing.Listed listed) {
        return new ListVersionsXml.ListedVersion(
                listed.key(),
                listed.record().versionId(),
                listed.latest(),
                listed.record().modified(),
                listed.record().type(),
                listed.etag(),
                listed.record().size(),
                listed.record().storageClass(),
                ArchivedObjects.info(listed.record(), clock.instant()));
    }
}
