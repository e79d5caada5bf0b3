package io.coffer.server.operation.bucket;

import io.coffer.model.BucketName;
import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.Logging;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.LoggingXml;
import io.coffer.server.authorization.AccessKind;
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
import java.util.Optional;

/** PutBucketLogging, GetBucketLogging and DeleteBucketLogging: where a bucket's access log goes. */
public final class BucketLogging implements OperationFamily {
    private static final int MAX_DOCUMENT = 16 * 1024;

    private final Buckets buckets;

    public BucketLogging(Buckets buckets) {
        this.buckets = buckets;
    }

    private record Change(BucketSnapshot bucket, Optional<Logging> logging) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("PutBucketLogging")
                        .on(Method.PUT, Level.BUCKET)
                        .subresource(Subresource.LOGGING)
                        .document(MAX_DOCUMENT)
                        .state(Operation.State.STORED_AND_HONOURED)
                        .requires("oss:PutBucketLogging")
                        .decode(this::decode)
                        .handle(change -> set(change.bucket(), change.logging()))
                        .encode(bucket -> OssResponse.empty(200)),
                Operation.named("GetBucketLogging")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.LOGGING)
                        .requires("oss:GetBucketLogging")
                        .decode(Call::existingBucket)
                        .handle(bucket -> bucket.setting(BucketSettings.LOGGING))
                        .encode(logging -> OssResponse.xml(LoggingXml.write(logging))),
                Operation.named("DeleteBucketLogging")
                        .on(Method.DELETE, Level.BUCKET)
                        .subresource(Subresource.LOGGING)
                        .requires("oss:DeleteBucketLogging")
                        .decode(Call::existingBucket)
                        .handle(bucket -> set(bucket, Optional.empty()))
                        .encode(bucket -> OssResponse.empty(204)));
    }

    private Change decode(Call call) {
        BucketSnapshot bucket = call.existingBucket();
        Optional<Logging> logging = LoggingXml.parse(Documents.body(call.request()));
        logging.ifPresent(wanted -> check(call, bucket, wanted));
        return new Change(bucket, logging);
    }

    /** Who may send log objects into a bucket could have written them there. */
    private void check(Call call, BucketSnapshot bucket, Logging logging) {
        BucketSnapshot target = find(logging.targetBucket())
                .filter(found -> found.owner().equals(bucket.owner()))
                .filter(found -> call.permit()
                        .caller()
                        .accountId()
                        .filter(found.owner()::equals)
                        .isPresent())
                .orElseThrow(
                        () -> OssError.INVALID_TARGET_BUCKET_FOR_LOGGING.with("TargetBucket", logging.targetBucket()));
        ObjectKey example = example(logging.targetPrefix(), bucket);
        if (!target.name().equals(bucket.name())) {
            call.rights().requireOnObject("oss:PutObject", AccessKind.WRITE, target, example);
        }
    }

    private Optional<BucketSnapshot> find(String name) {
        try {
            return buckets.find(new BucketName(name));
        } catch (OssException noName) {
            return Optional.empty();
        }
    }

    /** A name as long as the log objects will have. */
    private static ObjectKey example(String prefix, BucketSnapshot bucket) {
        try {
            return new ObjectKey(prefix + bucket.name() + "2000-01-01-00-00-00-0123456789ABCDEF");
        } catch (OssException unusable) {
            throw OssError.INVALID_LOG_PREFIX
                    .with("ArgumentName", "TargetPrefix")
                    .and("ArgumentValue", prefix);
        }
    }

    private BucketSnapshot set(BucketSnapshot bucket, Optional<Logging> logging) {
        return buckets.change(
                bucket,
                record -> logging.map(wanted -> record.with(BucketSettings.LOGGING, wanted))
                        .orElseGet(() -> record.without(BucketSettings.LOGGING)));
    }
}
