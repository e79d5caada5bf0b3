package io.coffer.server.operation.object;

import io.coffer.model.ObjectKey;
import io.coffer.model.VersionId;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.object.Deletion;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** DeleteObject, which succeeds whether there was an object or not. */
public final class ObjectDelete implements OperationFamily {
    private static final String BYPASS = "x-oss-bypass-governance-retention";

    private final ObjectStore objects;

    public ObjectDelete(ObjectStore objects) {
        this.objects = objects;
    }

    @Override
    public List<Operation> operations() {
        return List.of(Operation.named("DeleteObject")
                .on(Method.DELETE, Level.OBJECT)
                .requires("oss:DeleteObject", "oss:DeleteObjectVersion", AccessKind.WRITE)
                .decode(call -> call)
                .handle(this::delete)
                .encode(ObjectDelete::encode));
    }

    private Deletion delete(Call call) {
        return objects.delete(
                call.existingBucket(), call.objectKey(), VersionParameter.of(call.request()), bypassesGovernance(call));
    }

    /** Whether the caller asks to remove what is kept in governance mode, and may. */
    public static boolean bypassesGovernance(Call call) {
        return bypassesGovernance(call, call::objectKey, VersionParameter.of(call.request()));
    }

    /** As {@link #bypassesGovernance(Call)}, for one of the keys that a document names. */
    public static boolean bypassesGovernance(Call call, Supplier<ObjectKey> key, Optional<VersionId> version) {
        boolean asked =
                call.request().header(BYPASS).filter("true"::equalsIgnoreCase).isPresent();
        if (asked) {
            call.rights()
                    .requireOnObject(
                            "oss:BypassGovernanceRetention",
                            AccessKind.ADMINISTRATIVE,
                            call.existingBucket(),
                            key.get(),
                            version);
        }
        return asked;
    }

    private static OssResponse encode(Deletion deletion) {
        Headers.Builder headers = Headers.builder();
        deletion.version().ifPresent(version -> headers.add("x-oss-version-id", version.value()));
        if (deletion.deleteMarker()) {
            headers.add("x-oss-delete-marker", "true");
        }
        return OssResponse.empty(204, headers.build());
    }
}
