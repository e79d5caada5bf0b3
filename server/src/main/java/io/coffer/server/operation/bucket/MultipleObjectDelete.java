package io.coffer.server.operation.bucket;

import io.coffer.model.ObjectKey;
import io.coffer.model.VersionId;
import io.coffer.protocol.EncodingType;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.DeleteMultipleXml;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.object.Deletion;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import io.coffer.server.operation.object.ObjectDelete;
import java.util.List;
import java.util.Optional;

/** DeleteMultipleObjects: refused as a whole when the caller may not delete one of them. */
public final class MultipleObjectDelete implements OperationFamily {
    /** 1,000 keys of 1,023 bytes, each byte a character reference at worst. */
    private static final int MAX_DOCUMENT = 8 * 1024 * 1024;

    private final ObjectStore objects;

    public MultipleObjectDelete(ObjectStore objects) {
        this.objects = objects;
    }

    private record Input(
            BucketSnapshot bucket,
            DeleteMultipleXml.Request request,
            EncodingType encoding,
            boolean bypassGovernance) {}

    private record Result(List<DeleteMultipleXml.Deleted> deleted, boolean quiet, EncodingType encoding) {}

    @Override
    public List<Operation> operations() {
        return List.of(Operation.named("DeleteMultipleObjects")
                .on(Method.POST, Level.BUCKET)
                .subresource(Subresource.DELETE)
                .document(MAX_DOCUMENT)
                .requiresForEachItem(
                        "oss:DeleteObject", "oss:DeleteObjectVersion", AccessKind.WRITE, MultipleObjectDelete::items)
                .decode(MultipleObjectDelete::decode)
                .handle(this::delete)
                .encode(result ->
                        OssResponse.xml(DeleteMultipleXml.write(result.deleted(), result.quiet(), result.encoding()))));
    }

    private static List<Operation.Item> items(OssRequest request) {
        return DeleteMultipleXml.parse(Documents.body(request)).items().stream()
                .map(item -> new Operation.Item(item.key(), item.versionId().map(VersionId::parse)))
                .toList();
    }

    private static Input decode(Call call) {
        DeleteMultipleXml.Request request = DeleteMultipleXml.parse(Documents.body(call.request()));
        boolean bypassGovernance = !request.items().isEmpty();
        for (DeleteMultipleXml.Item item : request.items()) {
            bypassGovernance &= ObjectDelete.bypassesGovernance(
                    call, item::key, item.versionId().map(VersionId::parse));
        }
        return new Input(call.existingBucket(), request, EncodingType.of(call.request()), bypassGovernance);
    }

    private Result delete(Input input) {
        List<DeleteMultipleXml.Deleted> deleted = input.request().items().stream()
                .map(item -> delete(input.bucket(), item, input.bypassGovernance()))
                .toList();
        return new Result(deleted, input.request().quiet(), input.encoding());
    }

    private DeleteMultipleXml.Deleted delete(
            BucketSnapshot bucket, DeleteMultipleXml.Item item, boolean bypassGovernance) {
        ObjectKey key = item.key();
        Deletion deletion = objects.delete(bucket, key, item.versionId().map(VersionId::parse), bypassGovernance);
        return new DeleteMultipleXml.Deleted(
                item, deletion.deleteMarker() ? deletion.version().map(VersionId::value) : Optional.empty());
    }
}
