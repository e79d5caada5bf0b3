package io.coffer.server.operation.object;

import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.protocol.Headers;
import io.coffer.protocol.HttpDates;
import io.coffer.protocol.Method;
import io.coffer.protocol.ObjectHeaders;
import io.coffer.protocol.ObjectType;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.PercentEncoding;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.object.NewObject;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.StoredObject;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.util.List;
import java.util.Optional;

/** PutSymlink and GetSymlink. What a link leads to is looked at when it is read, not when it is made. */
public final class ObjectSymlink implements OperationFamily {
    private static final String TARGET = "x-oss-symlink-target";

    private final ObjectStore objects;
    private final NewObjects newObjects;

    public ObjectSymlink(ObjectStore objects, NewObjects newObjects) {
        this.objects = objects;
        this.newObjects = newObjects;
    }

    private record Input(Call call, NewObject object, ObjectKey target) {}

    private record Found(BucketSnapshot bucket, StoredObject object) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("PutSymlink")
                        .on(Method.PUT, Level.OBJECT)
                        .subresource(Subresource.SYMLINK)
                        .requires("oss:PutObject", AccessKind.WRITE)
                        .decode(this::decode)
                        .handle(this::put)
                        .encode(found -> OssResponse.empty(
                                200,
                                Headers.builder()
                                        .add(
                                                "ETag",
                                                found.object().facts().etag().quoted())
                                        .addAll(VersionParameter.header(
                                                found.bucket(), found.object().record()))
                                        .build())),
                Operation.named("GetSymlink")
                        .on(Method.GET, Level.OBJECT)
                        .subresource(Subresource.SYMLINK)
                        .requires("oss:GetObject", "oss:GetObjectVersion", AccessKind.READ)
                        .decode(call -> call)
                        .handle(this::get)
                        .encode(ObjectSymlink::encode));
    }

    private Input decode(Call call) {
        ObjectHeaders headers = ObjectHeaders.parse(call.request().headers());
        String encoded = call.request()
                .header(TARGET)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> OssError.invalidArgument(TARGET, "", "The symlink needs a target."));
        return new Input(call, newObjects.unencrypted(call, headers), target(encoded));
    }

    private static ObjectKey target(String encoded) {
        return new ObjectKey(PercentEncoding.decodePath(encoded));
    }

    private Found put(Input input) {
        BucketSnapshot bucket = input.call().existingBucket();
        return new Found(
                bucket,
                objects.putSymlink(
                        bucket,
                        input.call().objectKey(),
                        input.object(),
                        input.target().value()));
    }

    private Found get(Call call) {
        BucketSnapshot bucket = call.existingBucket();
        ObjectRecord record = objects.requireRecord(bucket, call.objectKey(), VersionParameter.of(call.request()));
        if (record.type() != ObjectType.SYMLINK) {
            throw OssError.NOT_SYMLINK.with("Key", call.objectKey().value());
        }
        return new Found(bucket, objects.read(bucket, call.objectKey(), record));
    }

    private static OssResponse encode(Found found) {
        StoredObject link = found.object();
        Optional<String> target = link.facts().symlinkTarget();
        return OssResponse.empty(
                200,
                Headers.builder()
                        .addIfPresent(TARGET, target.map(PercentEncoding::encode))
                        .add("ETag", link.facts().etag().quoted())
                        .add("Last-Modified", HttpDates.format(link.record().modified()))
                        .addAll(link.facts().userMetadata().headers())
                        .addAll(VersionParameter.header(found.bucket(), link.record()))
                        .build());
    }
}
