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

/** PutObject. */
public final class ObjectPut implements OperationFamily {
    private final ObjectStore objects;
    private final NewObjects newObjects;

    public ObjectPut(ObjectStore objects, NewObjects newObjects) {
        this.objects = objects;
        this.newObjects = newObjects;
    }

    private record Input(BucketSnapshot bucket, ObjectKey key, NewObject object, IncomingBody body) {}

    private record Output(BucketSnapshot bucket, StoredObject stored) {}

    @Override
    public List<Operation> operations() {
        return List.of(Operation.named("PutObject")
                .on(Method.PUT, Level.OBJECT)
                .requires("oss:PutObject", AccessKind.WRITE)
                .decode(this::decode)
                .handle(input -> new Output(
                        input.bucket(), objects.put(input.bucket(), input.key(), input.object(), input.body())))
                .encode(ObjectPut::encode));
    }

    private Input decode(Call call) {
        OssRequest request = call.request();
        ObjectKey key = call.objectKey();
        if (!request.headers().has("content-length") && !request.headers().has("transfer-encoding")) {
            throw OssError.MISSING_CONTENT_LENGTH.exception();
        }
        ObjectHeaders headers = ObjectHeaders.parse(request.headers());
        return new Input(
                call.existingBucket(),
                key,
                newObjects.of(
                        call,
                        headers,
                        headers.content(),
                        headers.userMetadata(),
                        EncryptionHeaders.parse(request.headers())),
                new IncomingBody(request.body().stream(), request.body().length(), ContentMd5.of(request.headers())));
    }

    private static OssResponse encode(Output output) {
        StoredObject stored = output.stored();
        Headers headers = Headers.builder()
                .addAll(ObjectAnswerHeaders.digests(stored))
                .addAll(ObjectAnswerHeaders.encryption(stored.record()))
                .addAll(VersionParameter.header(output.bucket(), stored.record()))
                .addAll(AgeHeaders.expiration(output.bucket(), stored))
                .build();
        return OssResponse.empty(200, headers);
    }
}
