package io.coffer.server.operation.object;

import io.coffer.model.Tags;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.TaggingXml;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.StoredObject;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.util.List;

/** PutObjectTagging, GetObjectTagging and DeleteObjectTagging. Tags change without a new modification time. */
public final class ObjectTagging implements OperationFamily {
    private static final int MAX_DOCUMENT = 64 * 1024;

    private final ObjectStore objects;

    public ObjectTagging(ObjectStore objects) {
        this.objects = objects;
    }

    private record Input(Call call, Tags tags) {}

    private record Found(BucketSnapshot bucket, StoredObject object) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("PutObjectTagging")
                        .on(Method.PUT, Level.OBJECT)
                        .subresource(Subresource.TAGGING)
                        .document(MAX_DOCUMENT)
                        .requires("oss:PutObjectTagging", "oss:PutObjectVersionTagging", AccessKind.ADMINISTRATIVE)
                        .decode(call -> new Input(
                                call, TaggingXml.parse(Documents.body(call.request()), Tags.Limits.OF_OBJECT)))
                        .handle(this::put)
                        .encode(found -> OssResponse.empty(
                                200,
                                VersionParameter.header(
                                        found.bucket(), found.object().record()))),
                Operation.named("GetObjectTagging")
                        .on(Method.GET, Level.OBJECT)
                        .subresource(Subresource.TAGGING)
                        .requires("oss:GetObjectTagging", "oss:GetObjectVersionTagging", AccessKind.ADMINISTRATIVE)
                        .decode(call -> call)
                        .handle(this::get)
                        .encode(found -> OssResponse.xml(
                                TaggingXml.write(found.object().facts().tags()),
                                VersionParameter.header(
                                        found.bucket(), found.object().record()))),
                Operation.named("DeleteObjectTagging")
                        .on(Method.DELETE, Level.OBJECT)
                        .subresource(Subresource.TAGGING)
                        .requires(
                                "oss:DeleteObjectTagging", "oss:DeleteObjectVersionTagging", AccessKind.ADMINISTRATIVE)
                        .decode(call -> new Input(call, Tags.NONE))
                        .handle(this::put)
                        .encode(found -> OssResponse.empty(
                                204,
                                VersionParameter.header(
                                        found.bucket(), found.object().record()))));
    }

    private Found put(Input input) {
        Call call = input.call();
        return new Found(
                call.existingBucket(),
                objects.changeFacts(
                        call.existingBucket(),
                        call.objectKey(),
                        VersionParameter.of(call.request()),
                        facts -> facts.withTags(input.tags())));
    }

    private Found get(Call call) {
        BucketSnapshot bucket = call.existingBucket();
        ObjectRecord record = objects.requireRecord(bucket, call.objectKey(), VersionParameter.of(call.request()));
        return new Found(bucket, objects.read(bucket, call.objectKey(), record));
    }
}
