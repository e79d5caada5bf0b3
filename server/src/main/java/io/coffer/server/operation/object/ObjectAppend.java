package io.coffer.server.operation.object;

import io.coffer.model.EncryptionRule;
import io.coffer.model.OssError;
import io.coffer.protocol.ContentMd5;
import io.coffer.protocol.Crc64;
import io.coffer.protocol.EncryptionHeaders;
import io.coffer.protocol.Headers;
import io.coffer.protocol.HttpDates;
import io.coffer.protocol.Method;
import io.coffer.protocol.ObjectHeaders;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectEncryption;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.object.AppendableObjects;
import io.coffer.server.object.EncryptionPlan;
import io.coffer.server.object.IncomingBody;
import io.coffer.server.object.NewObject;
import io.coffer.server.object.StoredObject;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** AppendObject and SealAppendObject. */
public final class ObjectAppend implements OperationFamily {
    private static final String POSITION = "position";

    private final AppendableObjects objects;
    private final NewObjects newObjects;

    public ObjectAppend(AppendableObjects objects, NewObjects newObjects) {
        this.objects = objects;
        this.newObjects = newObjects;
    }

    private record Appended(BucketSnapshot bucket, StoredObject object) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("AppendObject")
                        .on(Method.POST, Level.OBJECT)
                        .subresource(Subresource.APPEND)
                        .requires("oss:PutObject", AccessKind.WRITE)
                        .decode(call -> call)
                        .handle(this::append)
                        .encode(ObjectAppend::encode),
                Operation.named("SealAppendObject")
                        .on(Method.POST, Level.OBJECT)
                        .subresource(Subresource.SEAL)
                        .requires("oss:PutObject", AccessKind.WRITE)
                        .decode(call -> call)
                        .handle(call -> objects.seal(call.existingBucket(), call.objectKey(), position(call.request())))
                        .encode(ObjectAppend::encode));
    }

    private static long position(OssRequest request) {
        String text = request.query().first(POSITION).orElseThrow(OssError.MISSING_ARGUMENT::exception);
        try {
            long position = Long.parseLong(text);
            if (position >= 0) {
                return position;
            }
        } catch (NumberFormatException noNumber) {
            // refused below
        }
        throw OssError.invalidArgument(POSITION, text, "The position must be a non-negative integer.");
    }

    private Appended append(Call call) {
        OssRequest request = call.request();
        if (!request.headers().has("content-length") && !request.headers().has("transfer-encoding")) {
            throw OssError.MISSING_CONTENT_LENGTH.exception();
        }
        IncomingBody body =
                new IncomingBody(request.body().stream(), request.body().length(), ContentMd5.of(request.headers()));
        StoredObject appended = objects.append(
                call.existingBucket(), call.objectKey(), position(request), existing -> begin(call, existing), body);
        return new Appended(call.existingBucket(), appended);
    }

    /** How an object is encrypted is decided by its first append; later ones change nothing but the content. */
    private NewObject begin(Call call, Optional<ObjectRecord> existing) {
        ObjectHeaders headers = ObjectHeaders.parse(call.request().headers());
        newObjects.requireAppendable(call, existing);
        if (existing.isPresent()) {
            // the object may have come, or another in its place, since the request was admitted
            requireStoredAs(call, existing.get().encryption().map(ObjectEncryption::rule));
            ReadObject.requireKey(call, call.existingBucket(), existing.get());
            return newObjects.of(
                    call,
                    headers,
                    headers.content(),
                    headers.userMetadata(),
                    newObjects.tags(call),
                    EncryptionPlan.NONE);
        }
        NewObject first = newObjects.of(
                call,
                headers,
                headers.content(),
                headers.userMetadata(),
                EncryptionHeaders.parse(call.request().headers()));
        requireStoredAs(call, first.plan().rule());
        return first;
    }

    private static void requireStoredAs(Call call, Optional<EncryptionRule> rule) {
        call.rights().requireStoredAs(rule, call.existingBucket(), call.objectKey());
    }

    private static OssResponse encode(Appended appended) {
        StoredObject object = appended.object();
        return OssResponse.empty(
                200,
                Headers.builder()
                        .add("ETag", object.facts().etag().quoted())
                        .add("x-oss-hash-crc64ecma", Crc64.text(object.facts().crc64()))
                        .add(
                                "x-oss-next-append-position",
                                Long.toString(object.record().size()))
                        .addAll(ObjectAnswerHeaders.writtenAs(object.record().encryption()))
                        .addAll(VersionParameter.header(appended.bucket(), object.record()))
                        .addAll(AgeHeaders.expiration(appended.bucket(), object))
                        .build());
    }

    private static OssResponse encode(Instant sealed) {
        return OssResponse.empty(
                200,
                Headers.builder()
                        .add("x-oss-sealed-time", HttpDates.format(sealed))
                        .build());
    }
}
