package io.coffer.server.operation.bucket;

import io.coffer.model.Versioning;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.VersioningXml;
import io.coffer.server.bucket.BucketRecord;
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
import java.util.List;

/** PutBucketVersioning and GetBucketVersioning. */
public final class BucketVersioning implements OperationFamily {
    private static final int MAX_DOCUMENT = 16 * 1024;

    private final Buckets buckets;
    private final Clock clock;

    public BucketVersioning(Buckets buckets, Clock clock) {
        this.buckets = buckets;
        this.clock = clock;
    }

    private record Change(BucketSnapshot bucket, Versioning state) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("PutBucketVersioning")
                        .on(Method.PUT, Level.BUCKET)
                        .subresource(Subresource.VERSIONING)
                        .document(MAX_DOCUMENT)
                        .state(Operation.State.STORED_AND_HONOURED)
                        .requires("oss:PutBucketVersioning")
                        .decode(call ->
                                new Change(call.existingBucket(), VersioningXml.parse(Documents.body(call.request()))))
                        .handle(change -> buckets.change(change.bucket(), record -> with(record, change.state())))
                        .encode(bucket -> OssResponse.empty(200)),
                Operation.named("GetBucketVersioning")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.VERSIONING)
                        .requires("oss:GetBucketVersioning")
                        .decode(Call::existingBucket)
                        .handle(BucketSnapshot::versioning)
                        .encode(state -> OssResponse.xml(VersioningXml.write(state))));
    }

    private BucketRecord with(BucketRecord record, Versioning state) {
        WormRules.requireVersioningAllowed(record, state, clock.instant());
        return record.withVersioning(state);
    }
}
