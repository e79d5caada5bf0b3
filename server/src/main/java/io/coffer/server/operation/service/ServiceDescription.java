package io.coffer.server.operation.service;

import io.coffer.model.AccountId;
import io.coffer.model.OssError;
import io.coffer.model.Region;
import io.coffer.protocol.ContinuationToken;
import io.coffer.protocol.ListBucketsQuery;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.RedundancyTransitionXml;
import io.coffer.protocol.xml.RedundancyTransitionXml.Entry;
import io.coffer.protocol.xml.RegionsXml;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Endpoints;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import io.coffer.server.operation.bucket.BucketDataRedundancy;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the service tells of itself: its region, its cloud boxes, and the changes of redundancy of an account. */
public final class ServiceDescription implements OperationFamily {
    private final Buckets buckets;
    private final Region region;

    public ServiceDescription(Buckets buckets, Region region) {
        this.buckets = buckets;
        this.region = region;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("DescribeRegions")
                        .on(Method.GET, Level.SERVICE)
                        .subresource(Subresource.REGIONS)
                        .requiresInOwnAccount("oss:DescribeRegions")
                        .decode(this::endpoints)
                        .handle(endpoints -> endpoints)
                        .encode(endpoints -> OssResponse.xml(RegionsXml.write(
                                region, endpoints.extranet(), endpoints.intranet(), endpoints.accelerate()))),
                Operation.named("ListCloudBoxes")
                        .on(Method.GET, Level.SERVICE)
                        .subresource(Subresource.CLOUDBOXES)
                        .requiresInOwnAccount("oss:ListCloudBoxes")
                        .decode(ServiceDescription::account)
                        .handle(account -> account)
                        .encode(account -> OssResponse.xml(RegionsXml.writeNoCloudBoxes(account))),
                Operation.named("ListUserDataRedundancyTransition")
                        .on(Method.GET, Level.SERVICE)
                        .subresource(Subresource.REDUNDANCY_TRANSITION)
                        .requiresInOwnAccount("oss:ListUserDataRedundancyTransition")
                        .decode(call -> call)
                        .handle(this::transitions)
                        .encode(OssResponse::xml));
    }

    private Endpoints endpoints(Call call) {
        String asked =
                call.request().query().first(Subresource.REGIONS.keyword()).orElse("");
        if (!asked.isEmpty() && !asked.equals(region.location())) {
            throw OssError.NO_SUCH_REGION.with("Region", asked);
        }
        return Endpoints.of(call.request(), region);
    }

    private static AccountId account(Call call) {
        return call.permit().caller().accountId().orElseThrow(OssError.ANONYMOUS_FORBIDDEN::exception);
    }

    private byte[] transitions(Call call) {
        int limit = ListBucketsQuery.of(call.request().query()).maxKeys();
        String after = call.request()
                .query()
                .first(Subresource.CONTINUATION_TOKEN.keyword())
                .filter(token -> !token.isEmpty())
                .map(ContinuationToken::last)
                .orElse("");
        List<Entry> left = buckets.ownedBy(account(call)).stream()
                .flatMap(bucket -> BucketDataRedundancy.entries(bucket).stream())
                .filter(entry -> entry.task().id().compareTo(after) > 0)
                .sorted(Comparator.comparing(entry -> entry.task().id()))
                .toList();
        List<Entry> page = left.stream().limit(limit).toList();
        boolean more = !page.isEmpty() && page.size() < left.size();
        return RedundancyTransitionXml.writePage(
                page,
                more ? Optional.of(ContinuationToken.of(page.getLast().task().id())) : Optional.empty());
    }
}
