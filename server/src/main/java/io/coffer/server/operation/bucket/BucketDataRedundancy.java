package io.coffer.server.operation.bucket;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.RedundancyTransitions;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.DataRedundancy;
import io.coffer.protocol.xml.RedundancyTransitionXml;
import io.coffer.server.bucket.BucketRecord;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.BucketStore;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Tasks that change a bucket's data redundancy from LRS to ZRS; a chore carries them out. */
public final class BucketDataRedundancy implements OperationFamily {
    private static final String TASK_ID = Subresource.X_OSS_REDUNDANCY_TRANSITION_TASKID.keyword();
    private static final String TARGET = Subresource.X_OSS_TARGET_REDUNDANCY_TYPE.keyword();

    private final Buckets buckets;
    private final Clock clock;

    public BucketDataRedundancy(Buckets buckets, Clock clock) {
        this.buckets = buckets;
        this.clock = clock;
    }

    private record OneTask(BucketSnapshot bucket, String id) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("CreateBucketDataRedundancyTransition")
                        .on(Method.POST, Level.BUCKET)
                        .subresource(Subresource.REDUNDANCY_TRANSITION)
                        .requires("oss:CreateBucketDataRedundancyTransition")
                        .decode(BucketDataRedundancy::towardsZones)
                        .handle(this::create)
                        .encode(id -> OssResponse.xml(RedundancyTransitionXml.writeCreated(id))),
                Operation.named("GetBucketDataRedundancyTransition")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.REDUNDANCY_TRANSITION)
                        .withParameter(TASK_ID)
                        .requires("oss:GetBucketDataRedundancyTransition")
                        .decode(BucketDataRedundancy::oneTask)
                        .handle(BucketDataRedundancy::find)
                        .encode(entry -> OssResponse.xml(RedundancyTransitionXml.write(entry))),
                Operation.named("ListBucketDataRedundancyTransition")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.REDUNDANCY_TRANSITION)
                        .requires("oss:ListBucketDataRedundancyTransition")
                        .decode(Call::existingBucket)
                        .handle(BucketDataRedundancy::entries)
                        .encode(entries -> OssResponse.xml(RedundancyTransitionXml.writeList(entries))),
                Operation.named("DeleteBucketDataRedundancyTransition")
                        .on(Method.DELETE, Level.BUCKET)
                        .subresource(Subresource.REDUNDANCY_TRANSITION)
                        .requires("oss:DeleteBucketDataRedundancyTransition")
                        .decode(BucketDataRedundancy::oneTask)
                        .handle(this::delete)
                        .encode(bucket -> OssResponse.empty(204)));
    }

    /** The tasks of a bucket, oldest first. */
    public static List<RedundancyTransitionXml.Entry> entries(BucketSnapshot bucket) {
        return transitions(bucket.record()).tasks().stream()
                .map(task -> new RedundancyTransitionXml.Entry(bucket.name().value(), task))
                .toList();
    }

    private static RedundancyTransitions transitions(BucketRecord record) {
        return record.settings().get(BucketSettings.REDUNDANCY_TRANSITIONS).orElse(RedundancyTransitions.NONE);
    }

    private static BucketSnapshot towardsZones(Call call) {
        String target = parameter(call.request(), TARGET);
        Optional<DataRedundancy> wanted = DataRedundancy.fromWire(target);
        if (wanted.filter(redundancy -> redundancy == DataRedundancy.ZRS).isEmpty()) {
            throw OssError.invalidArgument(TARGET, target, "The target redundancy type must be ZRS.");
        }
        return call.existingBucket();
    }

    private static OneTask oneTask(Call call) {
        return new OneTask(call.existingBucket(), parameter(call.request(), TASK_ID));
    }

    private static String parameter(OssRequest request, String name) {
        return request.query().first(name).orElse("");
    }

    private String create(BucketSnapshot bucket) {
        String id = BucketStore.newId();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        RedundancyTransitions.Task task = new RedundancyTransitions.Task(id, now, Optional.empty());
        buckets.change(bucket, record -> {
            if (record.dataRedundancy() == DataRedundancy.ZRS) {
                throw OssError.REDUNDANCY_ALREADY_REACHED.with("BucketName", record.name());
            }
            if (transitions(record).waiting().isPresent()) {
                throw OssError.REDUNDANCY_TRANSITION_EXISTS.with("BucketName", record.name());
            }
            return record.with(
                    BucketSettings.REDUNDANCY_TRANSITIONS, transitions(record).with(task));
        });
        return id;
    }

    private static RedundancyTransitionXml.Entry find(OneTask input) {
        return new RedundancyTransitionXml.Entry(
                input.bucket().name().value(),
                transitions(input.bucket().record()).task(input.id()).orElseThrow(() -> unknown(input)));
    }

    private static OssException unknown(OneTask input) {
        return OssError.NO_SUCH_REDUNDANCY_TRANSITION.with("TaskId", input.id());
    }

    private BucketSnapshot delete(OneTask input) {
        return buckets.change(input.bucket(), record -> {
            if (transitions(record).task(input.id()).isEmpty()) {
                throw unknown(input);
            }
            return record.with(
                    BucketSettings.REDUNDANCY_TRANSITIONS, transitions(record).without(input.id()));
        });
    }
}
