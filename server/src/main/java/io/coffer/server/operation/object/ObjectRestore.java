package io.coffer.server.operation.object;

import io.coffer.model.Restoration;
import io.coffer.model.VersionId;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.RestoreRequestXml;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.object.ArchivedObjects;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.util.List;
import java.util.Optional;

/** RestoreObject and CleanRestoredObject. */
public final class ObjectRestore implements OperationFamily {
    private static final int MAX_DOCUMENT = 64 * 1024;
    private static final String PRIORITY = "x-oss-object-restore-priority";

    private final ArchivedObjects archived;

    public ObjectRestore(ArchivedObjects archived) {
        this.archived = archived;
    }

    private record Input(Call call, RestoreRequestXml.Wanted wanted) {}

    private record Output(BucketSnapshot bucket, ObjectRecord record, boolean prolonged) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("RestoreObject")
                        .on(Method.POST, Level.OBJECT)
                        .subresource(Subresource.RESTORE)
                        .document(MAX_DOCUMENT)
                        .requires("oss:RestoreObject", "oss:RestoreObjectVersion", AccessKind.WRITE)
                        .decode(call -> new Input(call, RestoreRequestXml.parse(Documents.body(call.request()))))
                        .handle(this::restore)
                        .encode(ObjectRestore::encode),
                Operation.named("CleanRestoredObject")
                        .on(Method.POST, Level.OBJECT)
                        .subresource(Subresource.CLEAN_RESTORED_OBJECT)
                        .requires("oss:CleanRestoredObject", AccessKind.WRITE)
                        .decode(call -> call)
                        .handle(this::clean)
                        .encode(output ->
                                OssResponse.empty(200, VersionParameter.header(output.bucket(), output.record()))));
    }

    private Output restore(Input input) {
        Call call = input.call();
        ArchivedObjects.Restored restored = archived.restore(
                call.existingBucket(), call.objectKey(), VersionParameter.of(call.request()), input.wanted());
        return new Output(call.existingBucket(), restored.record(), restored.prolonged());
    }

    private Output clean(Call call) {
        Optional<VersionId> version = VersionParameter.of(call.request());
        // one action for all versions, whose ACLs may differ
        call.rights()
                .requireOnObject(
                        "oss:CleanRestoredObject", AccessKind.WRITE, call.existingBucket(), call.objectKey(), version);
        ObjectRecord record = archived.clean(call.existingBucket(), call.objectKey(), version);
        return new Output(call.existingBucket(), record, false);
    }

    private static OssResponse encode(Output output) {
        Headers.Builder headers = Headers.builder().addAll(VersionParameter.header(output.bucket(), output.record()));
        output.record().restoration().flatMap(Restoration::tier).ifPresent(tier -> headers.add(PRIORITY, tier));
        return OssResponse.empty(output.prolonged() ? 200 : 202, headers.build());
    }
}
