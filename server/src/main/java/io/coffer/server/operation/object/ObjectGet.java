package io.coffer.server.operation.object;

import io.coffer.model.OssError;
import io.coffer.protocol.ByteRange;
import io.coffer.protocol.EncryptionHeaders;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.Preconditions;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.ResponseBody;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.object.AccessRecorder;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.OpenObject;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;

/** GetObject, HeadObject and GetObjectMeta. */
public final class ObjectGet implements OperationFamily {
    private static final String ACTION = "oss:GetObject";
    private static final String VERSION_ACTION = "oss:GetObjectVersion";
    private static final String OVERRIDE = "response-";

    private final ReadObject reads;

    private final AccessRecorder accesses;
    private final Clock clock;

    public ObjectGet(ObjectStore objects, AccessRecorder accesses, Clock clock) {
        this.reads = new ReadObject(objects);
        this.accesses = accesses;
        this.clock = clock;
    }

    private record Found(OssRequest request, ReadObject.Shown shown) {}

    private record Opened(OssRequest request, ReadObject.Shown shown, OpenObject open) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("GetObject")
                        .on(Method.GET, Level.OBJECT)
                        .requires(ACTION, VERSION_ACTION, AccessKind.READ)
                        .decode(ObjectGet::checked)
                        .handle(this::open)
                        .encode(this::encodeGet),
                Operation.named("HeadObject")
                        .on(Method.HEAD, Level.OBJECT)
                        .requires(ACTION, VERSION_ACTION, AccessKind.READ)
                        .decode(ObjectGet::checked)
                        .handle(this::find)
                        .encode(this::encodeHead),
                Operation.named("GetObjectMeta")
                        .on(Method.HEAD, Level.OBJECT)
                        .subresource(Subresource.OBJECT_META)
                        .requires(ACTION, VERSION_ACTION, AccessKind.READ)
                        .decode(ObjectGet::checked)
                        .handle(this::find)
                        .encode(found -> head(found.shown(), ObjectAnswerHeaders.meta(found.shown()))));
    }

    private static Call checked(Call call) {
        EncryptionHeaders.refuse(call.request().headers());
        boolean overrides = overrides(call.request());
        if (overrides && call.permit().caller() instanceof Caller.Anonymous) {
            throw OssError.INVALID_REQUEST.saying("Only a signed request may override headers of the answer.");
        }
        return call;
    }

    private static boolean overrides(OssRequest request) {
        for (QueryParameters.Parameter parameter : request.query().all()) {
            if (parameter.name().startsWith(OVERRIDE)) {
                return true;
            }
        }
        return false;
    }

    private Found find(Call call) {
        ReadObject.Shown shown = reads.find(call);
        check(call, shown);
        return new Found(call.request(), shown);
    }

    private Opened open(Call call) {
        ReadObject.Opened opened = reads.open(call);
        try {
            check(call, opened.shown());
            accesses.read(opened.shown().bucket(), opened.shown().object());
            return new Opened(call.request(), opened.shown(), opened.open());
        } catch (RuntimeException refused) {
            opened.open().close();
            throw refused;
        }
    }

    private static void check(Call call, ReadObject.Shown shown) {
        Preconditions.of(call.request().headers())
                .check(shown.object().facts().etag(), ObjectAnswerHeaders.modified(shown));
    }

    private OssResponse encodeHead(Found found) {
        return head(found.shown(), overridden(found.request(), headers(found.request(), found.shown())));
    }

    private Headers headers(OssRequest request, ReadObject.Shown shown) {
        Headers.Builder headers = Headers.builder()
                .addAll(ObjectAnswerHeaders.full(shown))
                .addAll(AgeHeaders.of(shown.object(), clock.instant()));
        if (shown.link().isEmpty() && VersionParameter.of(request).isEmpty()) {
            headers.addAll(AgeHeaders.expiration(shown.bucket(), shown.object()));
        }
        return headers.build();
    }

    private static OssResponse head(ReadObject.Shown shown, Headers headers) {
        return new OssResponse(
                200, headers, new LengthOnly(shown.object().record().size()));
    }

    private OssResponse encodeGet(Opened opened) {
        OpenObject open = opened.open();
        try {
            long size = open.object().record().size();
            Headers headers = overridden(opened.request(), headers(opened.request(), opened.shown()));
            return switch (ByteRange.of(opened.request().headers(), size)) {
                case ByteRange.Whole whole -> whole(opened.request(), headers, new ObjectBody(open, 0, size));
                case ByteRange.Part part ->
                    new OssResponse(
                            206,
                            Headers.builder()
                                    .addAll(headers)
                                    .add("Content-Range", part.contentRange(size))
                                    .build(),
                            new ObjectBody(open, part.offset(), part.length()));
            };
        } catch (RuntimeException refused) {
            open.close();
            throw refused;
        }
    }

    private static OssResponse whole(OssRequest request, Headers headers, ObjectBody body) {
        return GzipBody.applies(request.headers(), headers, body.length())
                ? new OssResponse(200, GzipBody.headers(headers), new GzipBody(body))
                : new OssResponse(200, headers, body);
    }

    /** Puts the values of {@code response-content-type} and its siblings in the place of the stored ones. */
    private static Headers overridden(OssRequest request, Headers stored) {
        if (!overrides(request)) {
            return stored;
        }
        Headers.Builder headers = Headers.builder().addAll(stored);
        for (QueryParameters.Parameter parameter : request.query().all()) {
            if (parameter.name().startsWith(OVERRIDE)
                    && Subresource.ofKeyword(parameter.name()).isPresent()) {
                headers.set(parameter.name().substring(OVERRIDE.length()), parameter.text());
            }
        }
        return headers.build();
    }

    /** The body that a HEAD only measures. */
    private record LengthOnly(long length) implements ResponseBody {
        @Override
        public void writeTo(OutputStream out) {
            throw new IllegalStateException("the answer to a HEAD has no body");
        }
    }
}
