package io.coffer.server.operation.object;

import io.coffer.model.ObjectAcl;
import io.coffer.model.OssError;
import io.coffer.protocol.Method;
import io.coffer.protocol.ObjectHeaders;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.AccessControlPolicyXml;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.util.List;

/** PutObjectAcl and GetObjectAcl. */
public final class ObjectAclFamily implements OperationFamily {
    private final ObjectStore objects;

    public ObjectAclFamily(ObjectStore objects) {
        this.objects = objects;
    }

    private record Found(BucketSnapshot bucket, ObjectRecord record) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("PutObjectAcl")
                        .on(Method.PUT, Level.OBJECT)
                        .subresource(Subresource.ACL)
                        .requires("oss:PutObjectAcl", "oss:PutObjectVersionAcl", AccessKind.ADMINISTRATIVE)
                        .decode(call -> call)
                        .handle(this::put)
                        .encode(found ->
                                OssResponse.empty(200, VersionParameter.header(found.bucket(), found.record()))),
                Operation.named("GetObjectAcl")
                        .on(Method.GET, Level.OBJECT)
                        .subresource(Subresource.ACL)
                        .requires("oss:GetObjectAcl", "oss:GetObjectVersionAcl", AccessKind.ADMINISTRATIVE)
                        .decode(call -> call)
                        .handle(this::get)
                        .encode(found -> OssResponse.xml(
                                AccessControlPolicyXml.write(
                                        found.bucket().owner(), found.record().acl()),
                                VersionParameter.header(found.bucket(), found.record()))));
    }

    private Found put(Call call) {
        ObjectAcl acl = ObjectHeaders.acl(call.request().headers())
                .orElseThrow(() -> OssError.INVALID_OBJECT_ACL
                        .with("ArgumentName", "x-oss-object-acl")
                        .and("ArgumentValue", ""));
        ObjectRecord changed = objects.change(
                call.existingBucket(),
                call.objectKey(),
                VersionParameter.of(call.request()),
                state -> state.withAcl(acl));
        return new Found(call.existingBucket(), changed);
    }

    private Found get(Call call) {
        return new Found(
                call.existingBucket(),
                objects.requireRecord(call.existingBucket(), call.objectKey(), VersionParameter.of(call.request())));
    }
}
