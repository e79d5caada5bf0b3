package io.coffer.server.operation.object;

import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import java.util.List;

/** DeleteObject, which succeeds whether there was an object or not. */
public final class ObjectDelete implements OperationFamily {
    private final ObjectStore objects;

    public ObjectDelete(ObjectStore objects) {
        this.objects = objects;
    }

    @Override
    public List<Operation> operations() {
        return List.of(Operation.named("DeleteObject")
                .on(Method.DELETE, Level.OBJECT)
                .requires("oss:DeleteObject", AccessKind.WRITE)
                .decode(ObjectDelete::checked)
                .handle(call -> objects.delete(call.existingBucket(), call.objectKey()))
                .encode(existed -> OssResponse.empty(204)));
    }

    private static Call checked(Call call) {
        VersionParameter.requireOnlyVersion(call.request());
        return call;
    }
}
