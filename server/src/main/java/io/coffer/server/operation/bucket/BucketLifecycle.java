package io.coffer.server.operation.bucket;

import io.coffer.model.OssError;
import io.coffer.model.lifecycle.LifecycleConstraints;
import io.coffer.model.setting.AccessMonitor;
import io.coffer.model.setting.Lifecycle;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.LifecycleXml;
import io.coffer.server.bucket.BucketRecord;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.util.List;
import java.util.UUID;

/** PutBucketLifecycle, GetBucketLifecycle and DeleteBucketLifecycle: what becomes of objects that grow old. */
public final class BucketLifecycle implements OperationFamily {
    /** Room for a thousand rules with all that they can say. */
    private static final int MAX_DOCUMENT = 4 * 1024 * 1024;

    private static final String ALLOW_OVERLAP = "x-oss-allow-same-action-overlap";

    private final Buckets buckets;

    public BucketLifecycle(Buckets buckets) {
        this.buckets = buckets;
    }

    private record Change(BucketSnapshot bucket, Lifecycle lifecycle) {}

    private record Shown(Lifecycle lifecycle, AccessMonitor monitor) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("PutBucketLifecycle")
                        .on(Method.PUT, Level.BUCKET)
                        .subresource(Subresource.LIFECYCLE)
                        .document(MAX_DOCUMENT)
                        .state(Operation.State.STORED_AND_HONOURED)
                        .requires("oss:PutBucketLifecycle")
                        .decode(BucketLifecycle::decode)
                        .handle(change -> buckets.change(change.bucket(), record -> with(record, change.lifecycle())))
                        .encode(bucket -> OssResponse.empty(200)),
                Operation.named("GetBucketLifecycle")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.LIFECYCLE)
                        .requires("oss:GetBucketLifecycle")
                        .decode(Call::existingBucket)
                        .handle(BucketLifecycle::get)
                        .encode(shown -> OssResponse.xml(LifecycleXml.write(
                                shown.lifecycle(), shown.monitor().since()))),
                Operation.named("DeleteBucketLifecycle")
                        .on(Method.DELETE, Level.BUCKET)
                        .subresource(Subresource.LIFECYCLE)
                        .requires("oss:DeleteBucketLifecycle")
                        .decode(Call::existingBucket)
                        .handle(bucket -> buckets.change(bucket, record -> record.without(BucketSettings.LIFECYCLE)))
                        .encode(bucket -> OssResponse.empty(204)));
    }

    private static Change decode(Call call) {
        Headers headers = call.request().headers();
        Lifecycle lifecycle = LifecycleXml.parse(
                Documents.body(call.request()), () -> UUID.randomUUID().toString());
        LifecycleConstraints.require(lifecycle, allowsOverlap(headers));
        return new Change(call.existingBucket(), lifecycle);
    }

    private static boolean allowsOverlap(Headers headers) {
        String value = headers.first(ALLOW_OVERLAP).orElse("false");
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw OssError.invalidArgument(
                        ALLOW_OVERLAP, value, "x-oss-allow-same-action-overlap must be true or false.");
        };
    }

    /** Judged with the change itself, so that no rule counts reads in a bucket that stopped watching them. */
    private static BucketRecord with(BucketRecord record, Lifecycle lifecycle) {
        boolean monitored = record.settings()
                .get(BucketSettings.ACCESS_MONITOR)
                .filter(AccessMonitor::on)
                .isPresent();
        if (lifecycle.countsAccess() && !monitored) {
            throw OssError.MALFORMED_XML.exception();
        }
        return record.with(BucketSettings.LIFECYCLE, lifecycle);
    }

    private static Shown get(BucketSnapshot bucket) {
        Lifecycle lifecycle = bucket.setting(BucketSettings.LIFECYCLE)
                .orElseThrow(() -> OssError.NO_SUCH_LIFECYCLE.with(
                        "BucketName", bucket.name().value()));
        return new Shown(
                lifecycle, bucket.setting(BucketSettings.ACCESS_MONITOR).orElse(AccessMonitor.OFF));
    }
}
