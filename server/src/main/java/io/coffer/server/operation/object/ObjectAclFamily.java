package io.coffer.server.operation.object;

import io.coffer.model.ObjectAcl;
import io.coffer.model.OssError;
import io.coffer.protocol.Method;
import io.coffer.protocol.ObjectHeaders;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.AccessControlPolicyXml;
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

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("PutObjectAcl")
                        .on(Method.PUT, Level.OBJECT)
                        .subresource(Subresource.ACL)
                        .requires("oss:PutObjectAcl")
                        .decode(ObjectAclFamily::checked)
                        .handle(this::put)
                        .encode(acl -> OssResponse.empty(200)),
                Operation.named("GetObjectAcl")
                        .on(Method.GET, Level.OBJECT)
                        .subresource(Subresource.ACL)
                        .requires("oss:GetObjectAcl")
                        .decode(ObjectAclFamily::checked)
                        .handle(this::get)
                        .encode(OssResponse::xml));
    }

    private static Call checked(Call call) {
        VersionParameter.requireOnlyVersion(call.request());
        return call;
    }

    private ObjectAcl put(Call call) {
        ObjectAcl acl = ObjectHeaders.acl(call.request().headers())
                .orElseThrow(() -> OssError.INVALID_OBJECT_ACL
                        .with("ArgumentName", "x-oss-object-acl")
                        .and("ArgumentValue", ""));
        objects.changeAcl(call.existingBucket(), call.objectKey(), acl);
        return acl;
    }

    private byte[] get(Call call) {
        ObjectAcl acl =
                objects.requireRecord(call.existingBucket(), call.objectKey()).acl();
        return AccessControlPolicyXml.write(call.existingBucket().owner(), acl);
    }
}
