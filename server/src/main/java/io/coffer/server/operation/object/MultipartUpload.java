package io.coffer.server.operation.object;

import io.coffer.model.ETag;
import io.coffer.model.ObjectAcl;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.ContentMd5;
import io.coffer.protocol.Crc64;
import io.coffer.protocol.EncodingType;
import io.coffer.protocol.EncryptionHeaders;
import io.coffer.protocol.Headers;
import io.coffer.protocol.ListPartsQuery;
import io.coffer.protocol.Method;
import io.coffer.protocol.ObjectHeaders;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.callback.Callback;
import io.coffer.protocol.xml.MultipartListXml;
import io.coffer.protocol.xml.MultipartXml;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.object.IncomingBody;
import io.coffer.server.object.MultipartUploads;
import io.coffer.server.object.NewObject;
import io.coffer.server.object.Part;
import io.coffer.server.object.StoredObject;
import io.coffer.server.object.Upload;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** InitiateMultipartUpload, UploadPart, CompleteMultipartUpload, AbortMultipartUpload and ListParts. */
public final class MultipartUpload implements OperationFamily {
    private static final String ACTION = "oss:PutObject";
    private static final String COMPLETE = "CompleteMultipartUpload";
    private static final String COMPLETE_ALL = "x-oss-complete-all";

    /** 10,000 parts with their tags, amply. */
    private static final int MAX_DOCUMENT = 4 * 1024 * 1024;

    private final MultipartUploads uploads;
    private final NewObjects newObjects;
    private final Callbacks callbacks;

    public MultipartUpload(MultipartUploads uploads, NewObjects newObjects, Callbacks callbacks) {
        this.uploads = uploads;
        this.newObjects = newObjects;
        this.callbacks = callbacks;
    }

    private record Initiation(Call call, NewObject object, EncodingType encoding) {}

    private record Initiated(Initiation input, Upload upload) {}

    private record Stored(Upload upload, Part part) {}

    private record Completed(Call call, StoredObject object, EncodingType encoding) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("InitiateMultipartUpload")
                        .on(Method.POST, Level.OBJECT)
                        .subresource(Subresource.UPLOADS)
                        .requires(ACTION, AccessKind.WRITE)
                        .decode(this::decodeInitiation)
                        .handle(input -> new Initiated(
                                input,
                                uploads.initiate(
                                        input.call().existingBucket(),
                                        input.call().objectKey(),
                                        input.object(),
                                        input.call().request().query().has("sequential"))))
                        .encode(MultipartUpload::encode),
                Operation.named("UploadPart")
                        .on(Method.PUT, Level.OBJECT)
                        .subresource(Subresource.UPLOAD_ID)
                        .requires(ACTION, AccessKind.WRITE)
                        .decode(call -> call)
                        .handle(this::uploadPart)
                        .encode(MultipartUpload::encode),
                Operation.named(COMPLETE)
                        .on(Method.POST, Level.OBJECT)
                        .subresource(Subresource.UPLOAD_ID)
                        .document(MAX_DOCUMENT)
                        .requires(ACTION, AccessKind.WRITE)
                        .decode(call -> call)
                        .handle(this::complete)
                        .encode(answer -> answer),
                Operation.named("AbortMultipartUpload")
                        .on(Method.DELETE, Level.OBJECT)
                        .subresource(Subresource.UPLOAD_ID)
                        .requires("oss:AbortMultipartUpload", AccessKind.WRITE)
                        .decode(call -> call)
                        .handle(this::abort)
                        .encode(call -> OssResponse.empty(204)),
                Operation.named("ListParts")
                        .on(Method.GET, Level.OBJECT)
                        .subresource(Subresource.UPLOAD_ID)
                        .requires("oss:ListParts", AccessKind.READ)
                        .decode(call -> call)
                        .handle(this::listParts)
                        .encode(listing -> OssResponse.xml(MultipartListXml.write(listing))));
    }

    private Initiation decodeInitiation(Call call) {
        OssRequest request = call.request();
        ObjectHeaders headers = ObjectHeaders.parse(request.headers());
        NewObject object = newObjects.of(
                call, headers, headers.content(), headers.userMetadata(), EncryptionHeaders.parse(request.headers()));
        return new Initiation(call, object, EncodingType.of(request.query()));
    }

    private static OssResponse encode(Initiated initiated) {
        Call call = initiated.input().call();
        Upload upload = initiated.upload();
        return OssResponse.xml(
                MultipartXml.initiated(
                        call.bucketName().value(),
                        upload.key().value(),
                        upload.id(),
                        initiated.input().encoding()),
                ObjectAnswerHeaders.writtenAs(upload.record().encryption()));
    }

    static Upload upload(Call call, MultipartUploads uploads) {
        EncryptionHeaders.refuse(call.request().headers());
        return uploads.require(call.existingBucket(), call.objectKey(), uploadId(call.request()));
    }

    private static String uploadId(OssRequest request) {
        return request.query().first("uploadId").orElse("");
    }

    /** @throws OssException InvalidArgument for a number that no part can have */
    static int partNumber(OssRequest request) {
        String text = request.query().first("partNumber").orElse("");
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= MultipartUploads.MAX_PARTS) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            // refused below
        }
        throw OssError.invalidArgument(
                "partNumber", text, "Part number must be an integer between 1 and 10000, inclusive.");
    }

    private Stored uploadPart(Call call) {
        OssRequest request = call.request();
        if (!request.headers().has("content-length") && !request.headers().has("transfer-encoding")) {
            throw OssError.MISSING_CONTENT_LENGTH.exception();
        }
        int number = partNumber(request);
        Upload upload = upload(call, uploads);
        newObjects.admit(call, request.body().length().orElse(0));
        IncomingBody body =
                new IncomingBody(request.body().stream(), request.body().length(), ContentMd5.of(request.headers()));
        return new Stored(upload, uploads.put(call.existingBucket(), upload, number, body));
    }

    private static OssResponse encode(Stored stored) {
        return OssResponse.empty(200, partHeaders(stored.part(), stored.upload()));
    }

    static Headers partHeaders(Part part, Upload upload) {
        return Headers.builder()
                .add("ETag", part.etag().quoted())
                .add("Content-MD5", base64(part.etag()))
                .add("x-oss-hash-crc64ecma", Crc64.text(part.crc64()))
                .addAll(ObjectAnswerHeaders.encryption(upload.record().encryption()))
                .build();
    }

    private static String base64(ETag md5) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(md5.value()));
    }

    private OssResponse complete(Call call) {
        OssRequest request = call.request();
        Optional<Callback> callback = callbacks.requested(request);
        EncodingType encoding = EncodingType.of(request.query());
        EncryptionHeaders.refuse(request.headers());
        Optional<ObjectAcl> acl = ObjectHeaders.acl(request.headers());
        if (acl.isPresent()) {
            call.rights()
                    .requireOnObject("oss:PutObjectAcl", AccessKind.WRITE, call.existingBucket(), call.objectKey());
        }
        StoredObject object = uploads.complete(
                call.existingBucket(),
                call.objectKey(),
                uploadId(request),
                choice(request),
                acl,
                NewObjects.forbidsOverwrite(call));
        OssResponse answer = encode(new Completed(call, object, encoding));
        return callback.map(wanted -> callbacks.complete(wanted, request, COMPLETE, object, answer))
                .orElse(answer);
    }

    private static MultipartUploads.Choice choice(OssRequest request) {
        byte[] document = Documents.body(request);
        Optional<String> all = request.header(COMPLETE_ALL);
        if (all.isEmpty()) {
            return new MultipartUploads.Choice(Optional.of(MultipartXml.parseComplete(document).stream()
                    .map(part -> new MultipartUploads.Chosen(part.number(), part.etag()))
                    .toList()));
        }
        if (!all.get().equalsIgnoreCase("yes")) {
            throw OssError.invalidArgument(COMPLETE_ALL, all.get(), "The value of " + COMPLETE_ALL + " must be yes.");
        }
        if (document.length > 0) {
            throw OssError.COMPLETE_ALL_WITH_BODY.exception();
        }
        return new MultipartUploads.Choice(Optional.empty());
    }

    private static OssResponse encode(Completed completed) {
        OssRequest request = completed.call().request();
        StoredObject object = completed.object();
        BucketSnapshot bucket = completed.call().existingBucket();
        return OssResponse.xml(
                MultipartXml.completed(
                        ObjectLocation.of(request, object.key()),
                        bucket.name().value(),
                        object.key().value(),
                        object.facts().etag(),
                        completed.encoding()),
                Headers.builder()
                        .add("ETag", object.facts().etag().quoted())
                        .add("x-oss-hash-crc64ecma", Crc64.text(object.facts().crc64()))
                        .addAll(ObjectAnswerHeaders.encryption(object.record()))
                        .addAll(VersionParameter.header(bucket, object.record()))
                        .addAll(AgeHeaders.expiration(bucket, object))
                        .build());
    }

    private Call abort(Call call) {
        uploads.abort(call.existingBucket(), call.objectKey(), uploadId(call.request()));
        return call;
    }

    private MultipartListXml.Parts listParts(Call call) {
        ListPartsQuery query = ListPartsQuery.of(call.request().query());
        Upload upload = uploads.require(call.existingBucket(), call.objectKey(), uploadId(call.request()));
        List<Part> parts = uploads.parts(call.existingBucket(), upload, query.partNumberMarker(), query.maxParts() + 1);
        boolean truncated = parts.size() > query.maxParts();
        return new MultipartListXml.Parts(
                call.bucketName().value(),
                upload.key().value(),
                upload.id(),
                upload.record().state().storageClass(),
                query,
                parts.stream()
                        .limit(query.maxParts())
                        .map(part -> new MultipartListXml.ListedPart(
                                part.number(), part.modified(), part.etag(), part.crc64(), part.size()))
                        .toList(),
                truncated);
    }
}
