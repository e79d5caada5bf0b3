package io.coffer.server.operation.object;

import io.coffer.model.select.SelectInput;
import io.coffer.model.select.SelectMetaRequest;
import io.coffer.model.select.SelectRequest;
import io.coffer.protocol.EncryptionHeaders;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.ResponseBody;
import io.coffer.protocol.xml.SelectRequestXml;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.object.AccessRecorder;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.OpenObject;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import io.coffer.server.select.ObjectSelection;
import io.coffer.server.select.SelectMeta;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** SelectObject and CreateSelectObjectMeta: queries over the text of an object. */
public final class ObjectSelect implements OperationFamily {
    private static final String PROCESS = "x-oss-process";
    private static final int MAX_DOCUMENT = 64 * 1024;

    private final ReadObject reads;
    private final AccessRecorder accesses;

    public ObjectSelect(ObjectStore objects, AccessRecorder accesses) {
        this.reads = new ReadObject(objects);
        this.accesses = accesses;
    }

    @Override
    public List<Operation> operations() {
        return List.of(
                guarded("SelectObject", "csv/select", "json/select")
                        .decode(ObjectSelect::selection)
                        .handle(this::select)
                        .encode(response -> response),
                guarded("CreateSelectObjectMeta", "csv/meta", "json/meta")
                        .decode(ObjectSelect::counting)
                        .handle(this::count)
                        .encode(response -> response));
    }

    private record Selection(Call call, ObjectSelection selection) {}

    private record Counting(Call call, SelectInput input) {}

    private static Operation.Guarded guarded(String name, String... processes) {
        return Operation.named(name)
                .on(Method.POST, Level.OBJECT)
                .subresource(Subresource.X_OSS_PROCESS)
                .withParameter(PROCESS, processes)
                .document(MAX_DOCUMENT)
                .requires("oss:GetObject", "oss:GetObjectVersion", AccessKind.READ);
    }

    private static Selection selection(Call call) {
        byte[] document = Documents.body(checked(call).request());
        SelectRequest request =
                isCsv(call) ? SelectRequestXml.parseCsv(document) : SelectRequestXml.parseJson(document);
        return new Selection(call, ObjectSelection.of(request));
    }

    private static Counting counting(Call call) {
        byte[] document = Documents.body(checked(call).request());
        SelectMetaRequest request =
                isCsv(call) ? SelectRequestXml.parseCsvMeta(document) : SelectRequestXml.parseJsonMeta(document);
        // the count is made afresh each time, so whether to overwrite an earlier one makes no difference
        return new Counting(call, request.input());
    }

    private static boolean isCsv(Call call) {
        return call.request()
                .query()
                .first(PROCESS)
                .filter(value -> value.startsWith("csv/"))
                .isPresent();
    }

    private static Call checked(Call call) {
        EncryptionHeaders.refuse(call.request().headers());
        return call;
    }

    private OssResponse select(Selection asked) {
        ReadObject.Opened opened = reads.open(asked.call());
        ObjectSelection selection = asked.selection();
        Headers.Builder headers = headers(opened).add("x-oss-select-output-raw", Boolean.toString(selection.isRaw()));
        if (selection.hasDuplicateKeys()) {
            headers.add("x-oss-select-output-json-dup-key", "true");
        }
        OpenObject open = opened.open();
        accesses.read(opened.shown().bucket(), open.object());
        return new OssResponse(206, headers.build(), new Result(open, out -> selection.run(() -> whole(open), out)));
    }

    private OssResponse count(Counting asked) {
        ReadObject.Opened opened = reads.open(asked.call());
        OpenObject open = opened.open();
        return new OssResponse(
                200,
                headers(opened).build(),
                new Result(open, out -> SelectMeta.write(asked.input(), whole(open), out)));
    }

    private static Headers.Builder headers(ReadObject.Opened opened) {
        ReadObject.Shown shown = opened.shown();
        return Headers.builder()
                .add("content-type", "application/octet-stream")
                .addAll(VersionParameter.header(shown.bucket(), shown.object().record()));
    }

    private static InputStream whole(OpenObject open) {
        try {
            return open.body().range(0, open.object().record().size());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @FunctionalInterface
    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /** Made while it goes out, so nobody knows its length before. */
    private record Result(OpenObject open, Writing writing) implements ResponseBody {
        @Override
        public long length() {
            return UNKNOWN_LENGTH;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            writing.to(out);
        }

        @Override
        public void close() {
            open.close();
        }
    }
}
