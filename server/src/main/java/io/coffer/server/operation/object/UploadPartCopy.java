package io.coffer.server.operation.object;

import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.Preconditions;
import io.coffer.protocol.xml.MultipartXml;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.object.AccessRecorder;
import io.coffer.server.object.IncomingBody;
import io.coffer.server.object.MultipartUploads;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.OpenObject;
import io.coffer.server.object.Part;
import io.coffer.server.object.StoredObject;
import io.coffer.server.object.Upload;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** UploadPartCopy: a part from a range of another object, read under its key and written under the upload's. */
public final class UploadPartCopy implements OperationFamily {
    private static final String RANGE = "x-oss-copy-source-range";
    private static final Pattern FROM_TO = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{0,18})");

    private final ObjectStore objects;
    private final MultipartUploads uploads;

    private final AccessRecorder accesses;

    public UploadPartCopy(ObjectStore objects, MultipartUploads uploads, AccessRecorder accesses) {
        this.objects = objects;
        this.uploads = uploads;
        this.accesses = accesses;
    }

    private record Copied(Upload upload, Part part, CopySource source, StoredObject from) {}

    private record Range(long offset, long length) {}

    @Override
    public List<Operation> operations() {
        return List.of(Operation.named("UploadPartCopy")
                .on(Method.PUT, Level.OBJECT)
                .subresource(Subresource.UPLOAD_ID)
                .withHeader(CopySource.HEADER)
                .requires("oss:PutObject", AccessKind.WRITE)
                .decode(call -> call)
                .handle(this::copy)
                .encode(UploadPartCopy::encode));
    }

    private Copied copy(Call call) {
        int number = MultipartUpload.partNumber(call.request());
        Upload upload = MultipartUpload.upload(call, uploads);
        CopySource source = CopySource.of(call);
        try (OpenObject open = objects.open(
                source.bucket(),
                source.key(),
                source.version(),
                record -> ReadObject.requireKey(call, source.bucket(), record))) {
            StoredObject from = open.object();
            Preconditions.ofCopySource(call.request().headers())
                    .check(from.facts().etag(), from.record().modified());
            accesses.copied(source.bucket(), from);
            Range range = range(call.request().header(RANGE), from.record().size());
            try (InputStream plaintext = open.body().range(range.offset(), range.length())) {
                Part part = uploads.put(
                        call.existingBucket(),
                        upload,
                        number,
                        new IncomingBody(plaintext, OptionalLong.of(range.length()), Optional.empty()));
                return new Copied(upload, part, source, from);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is no range of the source means the whole of it. */
    private static Range range(Optional<String> header, long size) {
        Matcher matcher = FROM_TO.matcher(header.orElse(""));
        if (matcher.matches()) {
            long first = Long.parseLong(matcher.group(1));
            long last = matcher.group(2).isEmpty() ? size - 1 : Long.parseLong(matcher.group(2));
            if (first <= last && last < size) {
                return new Range(first, last - first + 1);
            }
        }
        return new Range(0, size);
    }

    private static OssResponse encode(Copied copied) {
        return OssResponse.xml(
                MultipartXml.copied(copied.part().etag(), copied.part().modified()),
                Headers.builder()
                        .addAll(MultipartUpload.partHeaders(copied.part(), copied.upload()))
                        .addAll(copied.source().versionHeader(copied.from()))
                        .build());
    }
}
