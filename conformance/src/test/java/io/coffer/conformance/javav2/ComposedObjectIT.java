package io.coffer.conformance.javav2;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.sdk.service.oss2.models.AbortMultipartUploadRequest;
import com.aliyun.sdk.service.oss2.models.AppendObjectRequest;
import com.aliyun.sdk.service.oss2.models.AppendObjectResult;
import com.aliyun.sdk.service.oss2.models.CompleteMultipartUpload;
import com.aliyun.sdk.service.oss2.models.CompleteMultipartUploadRequest;
import com.aliyun.sdk.service.oss2.models.GetSymlinkRequest;
import com.aliyun.sdk.service.oss2.models.HeadObjectRequest;
import com.aliyun.sdk.service.oss2.models.InitiateMultipartUploadRequest;
import com.aliyun.sdk.service.oss2.models.ListMultipartUploadsRequest;
import com.aliyun.sdk.service.oss2.models.ListPartsRequest;
import com.aliyun.sdk.service.oss2.models.Part;
import com.aliyun.sdk.service.oss2.models.PutSymlinkRequest;
import com.aliyun.sdk.service.oss2.models.Upload;
import com.aliyun.sdk.service.oss2.models.UploadPartCopyRequest;
import com.aliyun.sdk.service.oss2.models.UploadPartRequest;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import io.coffer.conformance.Connection;
import io.coffer.conformance.Content;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects made of more than one request: of parts, of appended pieces, and links to others. */
@ParameterizedClass
@MethodSource("io.coffer.conformance.Connection#all")
final class ComposedObjectIT extends Story {
    private static final int PART = 100 * 1024;

    ComposedObjectIT(Connection connection) {
        super(connection);
    }

    @Test
    void partsBecomeOneObject() {
        String bucket = newBucket();
        String key = Content.ODD_KEYS.getFirst();
        byte[] content = Content.bytes(2 * PART + 5);
        put(bucket, "source", content);
        String upload = begin(bucket, key);
        List<Part> parts = new ArrayList<>();
        parts.add(part(1, upload(bucket, key, upload, 1, Arrays.copyOf(content, PART))));
        var copied = oss.uploadPartCopy(UploadPartCopyRequest.newBuilder()
                .bucket(bucket)
                .key(key)
                .sourceBucket(bucket)
                .sourceKey("source")
                .copySourceRange("bytes=" + PART + "-")
                .uploadId(upload)
                .partNumber(2L)
                .build());
        parts.add(part(2, copied.copyPartResult().eTag()));
        List<Long> sizes = new ArrayList<>();
        oss.listPartsPaginator(ListPartsRequest.newBuilder()
                        .bucket(bucket)
                        .key(key)
                        .uploadId(upload)
                        .maxParts(1L)
                        .build())
                .forEach(page -> page.parts().stream().map(Part::size).forEach(sizes::add));
        assertThat(sizes).containsExactly((long) PART, (long) PART + 5);
        var result = oss.completeMultipartUpload(CompleteMultipartUploadRequest.newBuilder()
                .bucket(bucket)
                .key(key)
                .uploadId(upload)
                .completeMultipartUpload(
                        CompleteMultipartUpload.newBuilder().parts(parts).build())
                .build());
        assertThat(result.completeMultipartUpload().key()).isEqualTo(key);
        assertThat(result.completeMultipartUpload().eTag()).endsWith("-2\"");
        assertThat(result.hashCRC64()).isNotEmpty();
        assertThat(read(bucket, key)).isEqualTo(content);
        assertThat(type(bucket, key)).isEqualTo("Multipart");
    }

    @Test
    void allPartsAreTakenWithoutNamingThem() {
        String bucket = newBucket();
        String upload = begin(bucket, "object");
        upload(bucket, "object", upload, 3, Content.bytes(7));
        upload(bucket, "object", upload, 2, Content.bytes(PART));
        oss.completeMultipartUpload(CompleteMultipartUploadRequest.newBuilder()
                .bucket(bucket)
                .key("object")
                .uploadId(upload)
                .completeAll("yes")
                .build());
        assertThat(read(bucket, "object")).hasSize(PART + 7).endsWith(Content.bytes(7));
    }

    @Test
    void uploadsAreListedAndAborted() {
        String bucket = newBucket();
        String first = begin(bucket, "a");
        String second = begin(bucket, Content.ODD_KEYS.getFirst());
        List<String> found = new ArrayList<>();
        oss.listMultipartUploadsPaginator(ListMultipartUploadsRequest.newBuilder()
                        .bucket(bucket)
                        .maxUploads(1L)
                        .build())
                .forEach(page -> page.uploads().stream().map(Upload::uploadId).forEach(found::add));
        assertThat(found).containsExactly(first, second);
        abort(bucket, "a", first);
        refused(404, "NoSuchUpload", () -> abort(bucket, "a", first));
        refused(404, "NoSuchUpload", () -> upload(bucket, "a", first, 1, new byte[1]));
    }

    @Test
    void anObjectGrows() {
        String bucket = newBucket();
        byte[] content = Content.bytes(100_000);
        AppendObjectResult first = append(bucket, Arrays.copyOf(content, 60_000), 0, 0);
        assertThat(first.nextAppendPosition()).isEqualTo(60_000);
        AppendObjectResult second = append(
                bucket,
                Arrays.copyOfRange(content, 60_000, 100_000),
                60_000,
                Long.parseUnsignedLong(first.hashCrc64ecma()));
        assertThat(second.nextAppendPosition()).isEqualTo(100_000);
        assertThat(read(bucket, "log")).isEqualTo(content);
        assertThat(type(bucket, "log")).isEqualTo("Appendable");
        refused(409, "PositionNotEqualToLength", () -> append(bucket, new byte[1], 0, 0));
    }

    @Test
    void aLinkIsReadAsItsTarget() {
        String bucket = newBucket();
        for (String key : Content.ODD_KEYS) {
            put(bucket, key, Content.bytes(100));
            oss.putSymlink(PutSymlinkRequest.newBuilder()
                    .bucket(bucket)
                    .key("link")
                    .symlinkTarget(encoded(key))
                    .build());
            assertThat(read(bucket, "link")).as(key).isEqualTo(Content.bytes(100));
        }
        oss.putSymlink(PutSymlinkRequest.newBuilder()
                .bucket(bucket)
                .key("nowhere")
                .symlinkTarget("missing")
                .build());
        var symlink = oss.getSymlink(
                GetSymlinkRequest.newBuilder().bucket(bucket).key("nowhere").build());
        assertThat(symlink.symlinkTarget()).isEqualTo("missing");
        refused(404, "SymlinkTargetNotExist", () -> read(bucket, "nowhere"));
    }

    private String begin(String bucket, String key) {
        var result = oss.initiateMultipartUpload(InitiateMultipartUploadRequest.newBuilder()
                .bucket(bucket)
                .key(key)
                .build());
        assertThat(result.initiateMultipartUpload().key()).isEqualTo(key);
        return result.initiateMultipartUpload().uploadId();
    }

    private String upload(String bucket, String key, String upload, long number, byte[] content) {
        return oss.uploadPart(UploadPartRequest.newBuilder()
                        .bucket(bucket)
                        .key(key)
                        .uploadId(upload)
                        .partNumber(number)
                        .body(BinaryData.fromBytes(content))
                        .build())
                .eTag();
    }

    private void abort(String bucket, String key, String upload) {
        oss.abortMultipartUpload(AbortMultipartUploadRequest.newBuilder()
                .bucket(bucket)
                .key(key)
                .uploadId(upload)
                .build());
    }

    private AppendObjectResult append(String bucket, byte[] content, long position, long crc) {
        return oss.appendObject(AppendObjectRequest.newBuilder()
                .bucket(bucket)
                .key("log")
                .position(position)
                .initHashCRC64(crc)
                .body(BinaryData.fromBytes(content))
                .build());
    }

    private String type(String bucket, String key) {
        return oss.headObject(
                        HeadObjectRequest.newBuilder().bucket(bucket).key(key).build())
                .objectType();
    }

    /** This SDK sends the target as it was given, and a header has no room for most characters. */
    private static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Part part(long number, String etag) {
        return Part.newBuilder().partNumber(number).eTag(etag).build();
    }
}
