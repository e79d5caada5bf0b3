package io.coffer.server.operation.bucket;

import io.coffer.model.OssError;
import io.coffer.model.Region;
import io.coffer.model.setting.Replication;
import io.coffer.model.setting.ReplicationRule;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.ReplicationXml;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import io.coffer.server.upkeep.replication.ReplicationStates;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The operations of replication: rules are added and removed one by one, and tell how far they are. */
public final class BucketReplication implements OperationFamily {
    private static final int MAX_DOCUMENT = 64 * 1024;
    private static final String COMPONENT = "comp";

    private final Buckets buckets;
    private final ReplicationRules rules;
    private final ReplicationStates states;
    private final Region region;
    private final Clock clock;

    public BucketReplication(Buckets buckets, ReplicationStates states, Region region, Clock clock) {
        this.buckets = buckets;
        this.rules = new ReplicationRules(region);
        this.states = states;
        this.region = region;
        this.clock = clock;
    }

    private record Addition(BucketSnapshot bucket, ReplicationRule rule) {}

    private record Deletion(BucketSnapshot bucket, String id) {}

    private record Control(BucketSnapshot bucket, ReplicationXml.TimeControl control) {}

    private record Question(BucketSnapshot bucket, Optional<String> id) {}

    @Override
    public List<Operation> operations() {
        return List.of(put(), delete(), get(), location(), progress(), timeControl());
    }

    private Operation put() {
        return Operation.named("PutBucketReplication")
                .on(Method.POST, Level.BUCKET)
                .subresource(Subresource.REPLICATION)
                .withParameter(COMPONENT, "add")
                .document(MAX_DOCUMENT)
                .state(Operation.State.STORED_AND_HONOURED)
                .requires("oss:PutBucketReplication")
                .decode(this::addition)
                .handle(this::add)
                .encode(rule -> OssResponse.empty(
                        200,
                        Headers.builder()
                                .add("x-oss-replication-rule-id", rule.id())
                                .build()));
    }

    private Operation delete() {
        return Operation.named("DeleteBucketReplication")
                .on(Method.POST, Level.BUCKET)
                .subresource(Subresource.REPLICATION)
                .withParameter(COMPONENT, "delete")
                .document(MAX_DOCUMENT)
                .requires("oss:DeleteBucketReplication")
                .decode(call -> new Deletion(
                        call.existingBucket(), ReplicationXml.parseDeletion(Documents.body(call.request()))))
                .handle(this::close)
                .encode(bucket -> OssResponse.empty(200));
    }

    private static Operation get() {
        return Operation.named("GetBucketReplication")
                .on(Method.GET, Level.BUCKET)
                .subresource(Subresource.REPLICATION)
                .requires("oss:GetBucketReplication")
                .decode(Call::existingBucket)
                .handle(BucketReplication::existing)
                .encode(replication -> OssResponse.xml(ReplicationXml.write(replication)));
    }

    private Operation location() {
        return Operation.named("GetBucketReplicationLocation")
                .on(Method.GET, Level.BUCKET)
                .subresource(Subresource.REPLICATION_LOCATION)
                .requires("oss:GetBucketReplicationLocation")
                .decode(Call::existingBucket)
                .handle(bucket -> region.location())
                .encode(location -> OssResponse.xml(ReplicationXml.writeLocation(location)));
    }

    private Operation progress() {
        return Operation.named("GetBucketReplicationProgress")
                .on(Method.GET, Level.BUCKET)
                .subresource(Subresource.REPLICATION_PROGRESS)
                .requires("oss:GetBucketReplicationProgress")
                .decode(call -> new Question(
                        call.existingBucket(),
                        call.request().query().first("rule-id").filter(id -> !id.isEmpty())))
                .handle(this::progress)
                .encode(progress -> OssResponse.xml(ReplicationXml.writeProgress(progress)));
    }

    /** A single server replicates as fast as it can either way. */
    private Operation timeControl() {
        return Operation.named("PutBucketRtc")
                .on(Method.PUT, Level.BUCKET)
                .subresource(Subresource.RTC)
                .document(MAX_DOCUMENT)
                .state(Operation.State.STORED)
                .requires("oss:PutBucketRtc")
                .decode(call -> new Control(
                        call.existingBucket(), ReplicationXml.parseTimeControl(Documents.body(call.request()))))
                .handle(this::control)
                .encode(bucket -> OssResponse.empty(200));
    }

    private Addition addition(Call call) {
        ReplicationRule rule = ReplicationXml.parse(
                Documents.body(call.request()),
                UUID.randomUUID().toString(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
        BucketSnapshot bucket = call.existingBucket();
        rules.check(call, bucket, rule, buckets);
        return new Addition(bucket, rule);
    }

    private ReplicationRule add(Addition addition) {
        buckets.change(
                addition.bucket(),
                record -> record.with(
                        BucketSettings.REPLICATION,
                        ReplicationRules.added(record.settings().get(BucketSettings.REPLICATION), addition.rule())));
        return addition.rule();
    }

    /** The rule is gone once the server has forgotten what it replicated by it. */
    private BucketSnapshot close(Deletion deletion) {
        if (deletion.bucket()
                .setting(BucketSettings.REPLICATION)
                .flatMap(replication -> replication.rule(deletion.id()))
                .isEmpty()) {
            return deletion.bucket();
        }
        return change(deletion.bucket(), deletion.id(), rule -> rule.withState(ReplicationRule.State.CLOSING));
    }

    private BucketSnapshot change(BucketSnapshot bucket, String id, UnaryOperator<ReplicationRule> change) {
        return buckets.change(
                bucket,
                record -> record.settings()
                        .get(BucketSettings.REPLICATION)
                        .flatMap(replication -> replication.rule(id).map(change).map(replication::with))
                        .map(changed -> record.with(BucketSettings.REPLICATION, changed))
                        .orElse(record));
    }

    private static Replication existing(BucketSnapshot bucket) {
        return bucket.setting(BucketSettings.REPLICATION)
                .orElseThrow(() -> OssError.NO_SUCH_REPLICATION_CONFIGURATION.with(
                        "BucketName", bucket.name().value()));
    }

    private List<ReplicationXml.Progress> progress(Question question) {
        BucketSnapshot bucket = question.bucket();
        Optional<Replication> replication = bucket.setting(BucketSettings.REPLICATION);
        List<ReplicationRule> wanted = question.id().isPresent()
                ? List.of(replication
                        .flatMap(all -> all.rule(question.id().get()))
                        .orElseThrow(() -> OssError.NO_SUCH_REPLICATION_RULE.with(
                                "RuleId", question.id().get())))
                : existing(bucket).rules();
        return wanted.stream().map(rule -> states.progress(bucket, rule)).toList();
    }

    private BucketSnapshot control(Control control) {
        String id = control.control().rule().orElseThrow(OssError.MISSING_RULE_ID_FOR_TIME_CONTROL::exception);
        boolean known = control.bucket()
                .setting(BucketSettings.REPLICATION)
                .flatMap(replication -> replication.rule(id))
                .isPresent();
        if (!known) {
            throw OssError.NO_SUCH_RULE_FOR_TIME_CONTROL.with("RuleId", id);
        }
        return change(
                control.bucket(),
                id,
                rule -> rule.withTimeControl(control.control().enabled()));
    }
}
