package io.coffer.server.operation.service;

import io.coffer.model.AccountId;
import io.coffer.model.OssError;
import io.coffer.model.Region;
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

    private record Input(ListBucketsQuery query, AccountId account, Endpoints endpoints) {}

    @Override
    public List<Operation> operations() {
        return List.of(Operation.named("ListBuckets")
                .on(Method.GET, Level.SERVICE)
                .requiresInOwnAccount("oss:ListBuckets")
                .decode(this::decode)
                .handle(this::list)
                .encode(listing -> OssResponse.xml(ListBucketsXml.write(listing))));
    }

    private Input decode(Call call) {
        return new Input(
                ListBucketsQuery.of(call.request().query()),
                call.permit().caller().accountId().orElseThrow(OssError.ANONYMOUS_FORBIDDEN::exception),
                Endpoints.of(call.request(), region));
    }

    private ListBucketsXml.Listing list(Input input) {
        ListBucketsQuery query = input.query();
        List<BucketSnapshot> matching = buckets.ownedBy(input.account()).stream()
                .filter(bucket -> bucket.name().value().startsWith(query.prefix()))
                .filter(bucket -> bucket.name().value().compareTo(query.marker()) > 0)
                .toList();
        int limit = query.partial() ? query.maxKeys() : matching.size();
        List<BucketSnapshot> page = matching.stream().limit(limit).toList();
        boolean more = !page.isEmpty() && page.size() < matching.size();
        return new ListBucketsXml.Listing(
                query,
                input.account(),
                page.stream().map(bucket -> entry(bucket, input.endpoints())).toList(),
                more ? Optional.of(page.getLast().name()) : Optional.empty());
    }

    private ListBucketsXml.Bucket entry(BucketSnapshot bucket, Endpoints endpoints) {
        return new ListBucketsXml.Bucket(
                bucket.name(),
                bucket.created(),
                region,
                bucket.storageClass(),
                endpoints.extranet(),
                endpoints.intranet());
    }
}
