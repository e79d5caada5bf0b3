package io.coffer.server.operation.object;

import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.protocol.ContentMd5;
import io.coffer.protocol.EncryptionHeaders;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.ObjectHeaders;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.callback.Callback;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.object.IncomingBody;
import io.coffer.server.object.NewObject;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.StoredObject;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** PutObject. */
public final class ObjectPut implements OperationFamily {
    private static final String NAME = "PutObject";

    private final ObjectStore objects;
    private final NewObjects newObjects;
    private final Callbacks callbacks;

    public ObjectPut(ObjectStore objects, NewObjects newObjects, Callbacks callbacks) {
        this.objects = objects;
        this.newObjects = newObjects;
        this.callbacks = callbacks;
    }

    /** An upload whose body is not read yet. */
    record Input(
            OssRequest request,
            BucketSnapshot bucket,
            ObjectKey key,
            NewObject object,
            IncomingBody body,
            Optional<Callback> callback) {}

    @Override
    public List<Operation> operations() {
        return List.of(Operation.named(NAME)
                .on(Method.PUT, Level.OBJECT)
                .requires("oss:PutObject", AccessKind.WRITE)
                .decode(this::decode)
                .handle(input -> store(input, NAME, (stored, headers) -> OssResponse.empty(200, headers)))
                .encode(answer -> answer));
    }

    Input decode(Call call) {
        OssRequest request = call.request();
        ObjectKey key = call.objectKey();
        if (!request.headers().has("content-length") && !request.headers().has("transfer-encoding")) {
            throw OssError.MISSING_CONTENT_LENGTH.exception();
        }
        ObjectHeaders headers = ObjectHeaders.parse(request.headers());
        return new Input(
                request,
                call.existingBucket(),
                key,
                newObjects.of(
                        call,
                        headers,
                        headers.content(),
                        headers.userMetadata(),
                        EncryptionHeaders.parse(request.headers())),
                new IncomingBody(request.body().stream(), request.body().length(), ContentMd5.of(request.headers())),
                callbacks.requested(request));
    }

    /**
     * Stores the object, then makes the call that the request asks for.
     *
     * @param operation the one in whose name it is stored
     * @param answer of the stored object and the headers that every upload answers
     */
    OssResponse store(Input input, String operation, BiFunction<StoredObject, Headers, OssResponse> answer) {
        StoredObject stored = objects.put(input.bucket(), input.key(), input.object(), input.body());
        OssResponse own = answer.apply(stored, headers(input.bucket(), stored));
        return input.callback()
                .map(callback -> callbacks.complete(callback, input.request(), operation, stored, own))
                .orElse(own);
    }

    private static Headers headers(BucketSnapshot bucket, StoredObject stored) {
        return Headers.builder()
                .addAll(ObjectAnswerHeaders.digests(stored))
                .addAll(ObjectAnswerHeaders.writtenAs(stored.record().encryption()))
                .addAll(VersionParameter.header(bucket, stored.record()))
                .addAll(AgeHeaders.expiration(bucket, stored))
                .build();
    }
}
