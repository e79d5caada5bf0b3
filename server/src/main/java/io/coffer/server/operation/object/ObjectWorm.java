package io.coffer.server.operation.object;

import io.coffer.model.OssError;
import io.coffer.model.Retention;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.ObjectWormXml;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.metadata.ObjectState;
import io.coffer.server.object.ObjectGuard;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** PutObjectRetention, GetObjectRetention, PutObjectLegalHold and GetObjectLegalHold. */
public final class ObjectWorm implements OperationFamily {
    private static final int MAX_DOCUMENT = 16 * 1024;

    private final ObjectStore objects;
    private final Clock clock;

    public ObjectWorm(ObjectStore objects, Clock clock) {
        this.objects = objects;
        this.clock = clock;
    }

    private record RetentionChange(Call call, Optional<Retention> wanted, boolean bypassGovernance) {}

    private record HoldChange(Call call, boolean on) {}

    private record Found(BucketSnapshot bucket, ObjectRecord record) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("PutObjectRetention")
                        .on(Method.PUT, Level.OBJECT)
                        .subresource(Subresource.RETENTION)
                        .document(MAX_DOCUMENT)
                        .state(Operation.State.STORED_AND_HONOURED)
                        .requires("oss:PutObjectRetention", AccessKind.ADMINISTRATIVE)
                        .decode(call -> new RetentionChange(
                                call,
                                ObjectWormXml.parseRetention(Documents.body(call.request())),
                                ObjectDelete.bypassesGovernance(call)))
                        .handle(this::putRetention)
                        .encode(ObjectWorm::changed),
                Operation.named("GetObjectRetention")
                        .on(Method.GET, Level.OBJECT)
                        .subresource(Subresource.RETENTION)
                        .requires("oss:GetObjectRetention", AccessKind.ADMINISTRATIVE)
                        .decode(call -> call)
                        .handle(this::find)
                        .encode(found -> OssResponse.xml(
                                ObjectWormXml.write(found.record()
                                        .retention()
                                        .orElseThrow(OssError.NO_SUCH_OBJECT_RETENTION::exception)),
                                VersionParameter.header(found.bucket(), found.record()))),
                Operation.named("PutObjectLegalHold")
                        .on(Method.PUT, Level.OBJECT)
                        .subresource(Subresource.LEGAL_HOLD)
                        .document(MAX_DOCUMENT)
                        .state(Operation.State.STORED_AND_HONOURED)
                        .requires("oss:PutObjectLegalHold", AccessKind.ADMINISTRATIVE)
                        .decode(call ->
                                new HoldChange(call, ObjectWormXml.parseLegalHold(Documents.body(call.request()))))
                        .handle(change -> change(change.call(), state -> state.withLegalHold(change.on())))
                        .encode(ObjectWorm::changed),
                Operation.named("GetObjectLegalHold")
                        .on(Method.GET, Level.OBJECT)
                        .subresource(Subresource.LEGAL_HOLD)
                        .requires("oss:GetObjectLegalHold", AccessKind.ADMINISTRATIVE)
                        .decode(call -> call)
                        .handle(this::find)
                        .encode(found -> OssResponse.xml(
                                ObjectWormXml.writeLegalHold(found.record().legalHold()),
                                VersionParameter.header(found.bucket(), found.record()))));
    }

    private Found putRetention(RetentionChange change) {
        Instant now = clock.instant();
        change.wanted().filter(retention -> !retention.holdsAt(now)).ifPresent(past -> {
            throw OssError.invalidArgument(
                    "RetainUntilDate", past.until().toString(), "The retain until date must be in the future.");
        });
        return change(change.call(), state -> {
            ObjectGuard.requireNotWeakened(state.retention(), change.wanted(), change.bypassGovernance(), now);
            return state.withRetention(change.wanted());
        });
    }

    private Found change(Call call, UnaryOperator<ObjectState> change) {
        BucketSnapshot bucket = call.existingBucket();
        if (bucket.setting(BucketSettings.OBJECT_WORM).isEmpty()) {
            throw OssError.OBJECT_WORM_NOT_ENABLED.with(
                    "BucketName", bucket.name().value());
        }
        return new Found(bucket, objects.change(bucket, call.objectKey(), VersionParameter.of(call.request()), change));
    }

    private Found find(Call call) {
        BucketSnapshot bucket = call.existingBucket();
        return new Found(bucket, objects.requireRecord(bucket, call.objectKey(), VersionParameter.of(call.request())));
    }

    private static OssResponse changed(Found found) {
        return OssResponse.empty(200, VersionParameter.header(found.bucket(), found.record()));
    }
}
