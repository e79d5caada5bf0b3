package io.coffer.server.operation.bucket;

import io.coffer.model.OssError;
import io.coffer.model.setting.AccessMonitor;
import io.coffer.model.setting.Lifecycle;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.AccessMonitorXml;
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
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** PutBucketAccessMonitor and GetBucketAccessMonitor: whether a bucket remembers when objects were last read. */
public final class BucketAccessMonitor implements OperationFamily {
    private static final int MAX_DOCUMENT = 64 * 1024;

    private final Buckets buckets;
    private final Clock clock;

    public BucketAccessMonitor(Buckets buckets, Clock clock) {
        this.buckets = buckets;
        this.clock = clock;
    }

    private record Change(BucketSnapshot bucket, AccessMonitorXml.Wanted wanted) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("PutBucketAccessMonitor")
                        .on(Method.PUT, Level.BUCKET)
                        .subresource(Subresource.ACCESSMONITOR)
                        .document(MAX_DOCUMENT)
                        .state(Operation.State.STORED_AND_HONOURED)
                        .requires("oss:PutBucketAccessMonitor")
                        .decode(call -> new Change(
                                call.existingBucket(), AccessMonitorXml.parse(Documents.body(call.request()))))
                        .handle(change -> buckets.change(change.bucket(), record -> with(record, change.wanted())))
                        .encode(bucket -> OssResponse.empty(200)),
                Operation.named("GetBucketAccessMonitor")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.ACCESSMONITOR)
                        .requires("oss:GetBucketAccessMonitor")
                        .decode(Call::existingBucket)
                        .handle(bucket ->
                                bucket.setting(BucketSettings.ACCESS_MONITOR).orElse(AccessMonitor.OFF))
                        .encode(monitor -> OssResponse.xml(AccessMonitorXml.write(monitor))));
    }

    private BucketRecord with(BucketRecord record, AccessMonitorXml.Wanted wanted) {
        if (wanted.enabled()) {
            Instant since = record.settings()
                    .get(BucketSettings.ACCESS_MONITOR)
                    .flatMap(AccessMonitor::since)
                    .orElseGet(() -> clock.instant().truncatedTo(ChronoUnit.SECONDS));
            return record.with(
                    BucketSettings.ACCESS_MONITOR, new AccessMonitor(Optional.of(since), wanted.allowCopy()));
        }
        if (record.settings()
                .get(BucketSettings.LIFECYCLE)
                .filter(Lifecycle::countsAccess)
                .isPresent()) {
            throw OssError.ACCESS_MONITOR_DISABLE_NOT_ALLOWED.with("BucketName", record.name());
        }
        return record.with(BucketSettings.ACCESS_MONITOR, new AccessMonitor(Optional.empty(), wanted.allowCopy()));
    }
}
