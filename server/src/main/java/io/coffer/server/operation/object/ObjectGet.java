package io.coffer.server.operation.object;

import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.model.SseAlgorithm;
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
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.OpenObject;
import io.coffer.server.object.StoredObject;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.io.OutputStream;
import java.util.List;

/** GetObject, HeadObject and GetObjectMeta. */
public final class ObjectGet implements OperationFamily {
    private static final String ACTION = "oss:GetObject";
    private static final String OVERRIDE = "response-";

    private final ObjectStore objects;

    public ObjectGet(ObjectStore objects) {
        this.objects = objects;
    }

    private record Found(OssRequest request, StoredObject object) {}

    private record Opened(OssRequest request, OpenObject open) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("GetObject")
                        .on(Method.GET, Level.OBJECT)
                        .requires(ACTION, AccessKind.READ)
                        .decode(ObjectGet::checked)
                        .handle(this::open)
                        .encode(ObjectGet::encodeGet),
                Operation.named("HeadObject")
                        .on(Method.HEAD, Level.OBJECT)
                        .requires(ACTION, AccessKind.READ)
                        .decode(ObjectGet::checked)
                        .handle(this::find)
                        .encode(ObjectGet::encodeHead),
                Operation.named("GetObjectMeta")
                        .on(Method.HEAD, Level.OBJECT)
                        .subresource(Subresource.OBJECT_META)
                        .requires(ACTION, AccessKind.READ)
                        .decode(ObjectGet::checked)
                        .handle(this::find)
                        .encode(found -> head(found.object(), ObjectAnswerHeaders.brief(found.object()))));
    }

    private static Call checked(Call call) {
        VersionParameter.requireOnlyVersion(call.request());
        EncryptionHeaders.refuse(call.request().headers());
        boolean overrides = call.request().query().all().stream()
                .anyMatch(parameter -> parameter.name().startsWith(OVERRIDE));
        if (overrides && call.permit().caller() instanceof Caller.Anonymous) {
            throw OssError.INVALID_REQUEST.saying("Only a signed request may override headers of the answer.");
        }
        return call;
    }

    private Found find(Call call) {
        ObjectKey key = call.objectKey();
        ObjectRecord record = objects.requireRecord(call.existingBucket(), key);
        requireKey(call, call.existingBucket(), record);
        StoredObject object = objects.read(call.existingBucket(), key, record);
        check(call, object);
        return new Found(call.request(), object);
    }

    private Opened open(Call call) {
        BucketSnapshot bucket = call.existingBucket();
        OpenObject open = objects.open(bucket, call.objectKey(), record -> requireKey(call, bucket, record));
        try {
            check(call, open.object());
            return new Opened(call.request(), open);
        } catch (RuntimeException refused) {
            open.close();
            throw refused;
        }
    }

    /** A reader of what a customer's key protects needs the key as well. */
    static void requireKey(Call call, BucketSnapshot bucket, ObjectRecord record) {
        record.encryption()
                .filter(envelope -> envelope.algorithm() == SseAlgorithm.KMS)
                .ifPresent(envelope -> call.rights()
                        .requireOnKey(
                                "kms:Decrypt", bucket, envelope.wrappedKey().keyId()));
    }

    private static void check(Call call, StoredObject object) {
        Preconditions.of(call.request().headers())
                .check(object.facts().etag(), object.record().modified());
    }

    private static OssResponse encodeHead(Found found) {
        return head(found.object(), overridden(found.request(), ObjectAnswerHeaders.full(found.object())));
    }

    private static OssResponse head(StoredObject object, Headers headers) {
        return new OssResponse(200, headers, new LengthOnly(object.record().size()));
    }

    private static OssResponse encodeGet(Opened opened) {
        OpenObject open = opened.open();
        try {
            long size = open.object().record().size();
            Headers headers = overridden(opened.request(), ObjectAnswerHeaders.full(open.object()));
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
