package io.coffer.server.operation.service;

import io.coffer.model.AccountId;
import io.coffer.model.OssError;
import io.coffer.model.Region;
import io.coffer.protocol.ListBucketsFilter;
import io.coffer.protocol.ListBucketsQuery;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.ListBucketsXml;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Endpoints;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.util.List;
import java.util.Optional;

/** ListBuckets, once called GetService: the buckets of the caller's account. */
public final class BucketList implements OperationFamily {
    private final Buckets buckets;
    private final Region region;

    public BucketList(Buckets buckets, Region region) {
        this.buckets = buckets;
        this.region = region;
    }

    private record Input(
            ListBucketsQuery query,
            ListBucketsFilter filter,
            boolean withTags,
            AccountId account,
            Endpoints endpoints) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                listing(Operation.named("ListBuckets").on(Method.GET, Level.SERVICE), false),
                listing(
                        Operation.named("ListBucketsWithTags")
                                .on(Method.GET, Level.SERVICE)
                                .subresource(Subresource.TAGGING),
                        true));
    }

    private Operation listing(Operation.Declaration declaration, boolean withTags) {
        return declaration
                .requiresInOwnAccount("oss:ListBuckets")
                .decode(call -> decode(call, withTags))
                .handle(this::list)
                .encode(listing -> OssResponse.xml(ListBucketsXml.write(listing)));
    }

    private Input decode(Call call, boolean withTags) {
        return new Input(
                ListBucketsQuery.of(call.request().query()),
                ListBucketsFilter.of(call.request().query(), call.request().headers()),
                withTags,
                call.permit().caller().accountId().orElseThrow(OssError.ANONYMOUS_FORBIDDEN::exception),
                Endpoints.of(call.request(), region));
    }

    private ListBucketsXml.Listing list(Input input) {
        ListBucketsQuery query = input.query();
        List<BucketSnapshot> matching = buckets.ownedBy(input.account()).stream()
                .filter(bucket -> bucket.name().value().startsWith(query.prefix()))
                .filter(bucket -> bucket.name().value().compareTo(query.marker()) > 0)
                .filter(bucket -> input.filter().picks(bucket.tags(), bucket.resourceGroup()))
                .toList();
        int limit = query.partial() ? query.maxKeys() : matching.size();
        List<BucketSnapshot> page = matching.stream().limit(limit).toList();
        boolean more = !page.isEmpty() && page.size() < matching.size();
        return new ListBucketsXml.Listing(
                query,
                input.account(),
                page.stream().map(bucket -> entry(bucket, input)).toList(),
                more ? Optional.of(page.getLast().name()) : Optional.empty());
    }

    private ListBucketsXml.Bucket entry(BucketSnapshot bucket, Input input) {
        return new ListBucketsXml.Bucket(
                bucket.name(),
                bucket.created(),
                region,
                bucket.storageClass(),
                input.endpoints().extranet(),
                input.endpoints().intranet(),
                bucket.resourceGroup(),
                input.withTags() ? Optional.of(bucket.tags()) : Optional.empty());
    }
}
