package io.coffer.server.operation.object;

import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import java.util.List;

/** PostObject: an upload by HTML form. The pipeline has turned the form into the request of an upload. */
public final class ObjectPost implements OperationFamily {
    private static final String NAME = "PostObject";

    private final ObjectPut put;

    public ObjectPost(ObjectPut put) {
        this.put = put;
    }

    private record Input(ObjectPut.Input upload, FormAnswer answer) {}

    @Override
    public List<Operation> operations() {
        return List.of(Operation.named(NAME)
                .on(Method.POST, Level.BUCKET)
                .form()
                .requires("oss:PutObject", AccessKind.WRITE)
                .decode(this::decode)
                .handle(this::store)
                .encode(answer -> answer));
    }

    private Input decode(Call call) {
        FormAnswer answer = FormAnswer.of(call.request());
        return new Input(put.decode(call), answer);
    }

    private OssResponse store(Input input) {
        return put.store(input.upload(), NAME, input.answer()::of);
    }
}
