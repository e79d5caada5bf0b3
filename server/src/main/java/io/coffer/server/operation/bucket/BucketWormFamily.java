package io.coffer.server.operation.bucket;

import io.coffer.model.OssError;
import io.coffer.model.setting.BucketWorm;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.BucketWormXml;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.bucket.WormRules;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The life of a bucket's retention policy: initiated, locked, extended, or aborted before it is locked. */
public final class BucketWormFamily implements OperationFamily {
    private static final int MAX_DOCUMENT = 64 * 1024;

    private final Buckets buckets;
    private final Clock clock;

    public BucketWormFamily(Buckets buckets, Clock clock) {
        this.buckets = buckets;
        this.clock = clock;
    }

    private record Initiation(BucketSnapshot bucket, int days) {}

    private record Extension(BucketSnapshot bucket, String id, int days) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("InitiateBucketWorm")
                        .on(Method.POST, Level.BUCKET)
                        .subresource(Subresource.WORM)
                        .document(MAX_DOCUMENT)
                        .state(Operation.State.STORED_AND_HONOURED)
                        .requires("oss:InitiateBucketWorm")
                        .decode(call -> new Initiation(
                                call.existingBucket(), BucketWormXml.parseInitiation(Documents.body(call.request()))))
                        .handle(this::initiate)
                        .encode(id -> OssResponse.empty(
                                200, Headers.builder().add("x-oss-worm-id", id).build())),
                Operation.named("AbortBucketWorm")
                        .on(Method.DELETE, Level.BUCKET)
                        .subresource(Subresource.WORM)
                        .requires("oss:AbortBucketWorm")
                        .decode(Call::existingBucket)
                        .handle(bucket -> buckets.change(bucket, record -> WormRules.abort(record, clock.instant())))
                        .encode(bucket -> OssResponse.empty(204)),
                Operation.named("CompleteBucketWorm")
                        .on(Method.POST, Level.BUCKET)
                        .subresource(Subresource.WORM_ID)
                        .requires("oss:CompleteBucketWorm")
                        .decode(call -> call)
                        .handle(call -> buckets.change(
                                call.existingBucket(), record -> WormRules.complete(record, id(call), clock.instant())))
                        .encode(bucket -> OssResponse.empty(200)),
                Operation.named("ExtendBucketWorm")
                        .on(Method.POST, Level.BUCKET)
                        .subresource(Subresource.WORM_EXTEND, Subresource.WORM_ID)
                        .document(MAX_DOCUMENT)
                        .requires("oss:ExtendBucketWorm")
                        .decode(call -> new Extension(
                                call.existingBucket(),
                                id(call),
                                BucketWormXml.parseExtension(Documents.body(call.request()))))
                        .handle(this::extend)
                        .encode(bucket -> OssResponse.empty(200)),
                Operation.named("GetBucketWorm")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.WORM)
                        .requires("oss:GetBucketWorm")
                        .decode(Call::existingBucket)
                        .handle(this::get)
                        .encode(worm -> OssResponse.xml(BucketWormXml.write(worm))));
    }

    private static String id(Call call) {
        return call.request().query().first(Subresource.WORM_ID.keyword()).orElse("");
    }

    private String initiate(Initiation input) {
        String id = WormRules.newId();
        BucketWorm worm = new BucketWorm(id, clock.instant().truncatedTo(ChronoUnit.SECONDS), input.days(), false);
        buckets.change(input.bucket(), record -> WormRules.initiate(record, worm, clock.instant()));
        return id;
    }

    private BucketSnapshot extend(Extension input) {
        return buckets.change(
                input.bucket(), record -> WormRules.extend(record, input.id(), input.days(), clock.instant()));
    }

    private BucketWorm get(BucketSnapshot bucket) {
        return WormRules.policy(bucket.record(), clock.instant())
                .orElseThrow(() -> OssError.NO_SUCH_WORM_CONFIGURATION.with(
                        "BucketName", bucket.name().value()));
    }
}
