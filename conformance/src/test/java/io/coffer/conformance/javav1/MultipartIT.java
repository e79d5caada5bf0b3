package io.coffer.conformance.javav1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.aliyun.oss.OSS;
import com.aliyun.oss.event.ProgressEventType;
import com.aliyun.oss.model.AbortMultipartUploadRequest;
import com.aliyun.oss.model.CompleteMultipartUploadRequest;
import com.aliyun.oss.model.CompleteMultipartUploadResult;
import com.aliyun.oss.model.DownloadFileRequest;
import com.aliyun.oss.model.InitiateMultipartUploadRequest;
import com.aliyun.oss.model.ListMultipartUploadsRequest;
import com.aliyun.oss.model.ListPartsRequest;
import com.aliyun.oss.model.MultipartUpload;
import com.aliyun.oss.model.ObjectMetadata;
import com.aliyun.oss.model.PartETag;
import com.aliyun.oss.model.PartListing;
import com.aliyun.oss.model.PartSummary;
import com.aliyun.oss.model.UploadFileRequest;
import com.aliyun.oss.model.UploadPartCopyRequest;
import com.aliyun.oss.model.UploadPartRequest;
import com.aliyun.oss.model.UploadPartResult;
import io.coffer.conformance.Connection;
import io.coffer.conformance.Content;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects arrive in parts: one by one, copied from other objects, or as a file whose upload goes on after it broke. */
@ParameterizedClass
@MethodSource("io.coffer.conformance.Connection#all")
final class MultipartIT extends Story {
    private static final int PART = 100 * 1024;

    MultipartIT(Connection connection) {
        super(connection);
    }

    @Test
    void partsBecomeOneObject() {
        String bucket = newBucket();
        String key = Content.ODD_KEYS.getFirst();
        byte[] content = Content.bytes(3 * PART - 77);
        ObjectMetadata metadata = new ObjectMetadata();
        metadata.setContentType("text/x-parts");
        metadata.addUserMetadata("color", "red");
        metadata.setServerSideEncryption("AES256");
        String upload = begin(bucket, key, metadata);
        List<PartETag> parts = new ArrayList<>();
        for (int number = 3; number > 0; number--) {
            byte[] part = Arrays.copyOfRange(content, (number - 1) * PART, Math.min(number * PART, content.length));
            UploadPartResult result = upload(bucket, key, upload, number, part);
            assertThat(result.getETag()).isEqualTo(Content.etag(part));
            assertThat(result.getServerCRC()).isNotNull().isEqualTo(result.getClientCRC());
            parts.addFirst(result.getPartETag());
        }
        assertThat(oss.doesObjectExist(bucket, key)).isFalse();
        CompleteMultipartUploadResult result =
                oss.completeMultipartUpload(new CompleteMultipartUploadRequest(bucket, key, upload, parts));
        assertThat(result.getETag()).endsWith("-3");
        assertThat(result.getBucketName()).isEqualTo(bucket);
        assertThat(result.getKey()).isEqualTo(key);
        assertThat(result.getLocation())
                .startsWith(connection.target().endpoint().getScheme() + "://");
        assertThat(result.getServerCRC()).isNotNull().isEqualTo(result.getClientCRC());
        assertThat(read(bucket, key)).isEqualTo(content);
        ObjectMetadata kept = oss.getObjectMetadata(bucket, key);
        assertThat(kept.getObjectType()).isEqualTo("Multipart");
        assertThat(kept.getETag()).isEqualTo(result.getETag());
        assertThat(kept.getContentType()).isEqualTo("text/x-parts");
        assertThat(kept.getUserMetadata()).containsEntry("color", "red");
        assertThat(kept.getServerSideEncryption()).isEqualTo("AES256");
    }

    @Test
    void partsAreCopiedFromAnotherObject() {
        String bucket = newBucket();
        byte[] content = Content.bytes(3 * PART);
        String source = Content.ODD_KEYS.get(1);
        put(bucket, source, content);
        String upload = begin(bucket, "copy", new ObjectMetadata());
        Copying copying = new Copying(bucket, source, "copy", upload);
        List<PartETag> parts = new ArrayList<>();
        parts.add(copy(copying, 1, PART, 2 * PART));
        parts.add(copy(copying, 2, 0, PART));
        parts.add(copy(copying, 3, 5, 10));
        oss.completeMultipartUpload(new CompleteMultipartUploadRequest(bucket, "copy", upload, parts));
        byte[] copied = read(bucket, "copy");
        assertThat(Arrays.copyOfRange(copied, 0, 2 * PART)).isEqualTo(Arrays.copyOfRange(content, PART, 3 * PART));
        assertThat(Arrays.copyOfRange(copied, 2 * PART, 3 * PART)).isEqualTo(Arrays.copyOfRange(content, 0, PART));
        assertThat(Arrays.copyOfRange(copied, 3 * PART, copied.length)).isEqualTo(Arrays.copyOfRange(content, 5, 15));

        String second = begin(bucket, "second", new ObjectMetadata());
        refused("NoSuchKey", () -> copy(new Copying(bucket, "missing", "second", second), 1, 0, PART));
        UploadPartCopyRequest changed =
                new UploadPartCopyRequest(bucket, source, bucket, "second", second, 1, 0L, (long) PART);
        changed.setMatchingETagConstraints(List.of("0123"));
        refused("PreconditionFailed", () -> oss.uploadPartCopy(changed));
    }

    @Test
    void partsAndUploadsAreListedAndAborted() {
        String bucket = newBucket();
        String upload = begin(bucket, "dir/a", new ObjectMetadata());
        String other = begin(bucket, "dir/b", new ObjectMetadata());
        for (int number = 1; number <= 3; number++) {
            upload(bucket, "dir/a", upload, number * 10, Content.bytes(PART + number));
        }
        List<Integer> numbers = new ArrayList<>();
        ListPartsRequest request = new ListPartsRequest(bucket, "dir/a", upload);
        request.setMaxParts(2);
        PartListing page = oss.listParts(request);
        assertThat(page.isTruncated()).isTrue();
        page.getParts().stream().map(PartSummary::getPartNumber).forEach(numbers::add);
        request.setPartNumberMarker(page.getNextPartNumberMarker());
        page = oss.listParts(request);
        page.getParts().stream().map(PartSummary::getPartNumber).forEach(numbers::add);
        assertThat(page.isTruncated()).isFalse();
        assertThat(page.getParts().getFirst().getSize()).isEqualTo(PART + 3);
        assertThat(page.getParts().getFirst().getETag()).isEqualTo(Content.etag(Content.bytes(PART + 3)));
        assertThat(numbers).containsExactly(10, 20, 30);

        ListMultipartUploadsRequest uploads = new ListMultipartUploadsRequest(bucket);
        uploads.setPrefix("dir/");
        assertThat(oss.listMultipartUploads(uploads).getMultipartUploads())
                .extracting(MultipartUpload::getUploadId)
                .containsExactly(upload, other);
        uploads.setPrefix("");
        uploads.setDelimiter("/");
        assertThat(oss.listMultipartUploads(uploads).getCommonPrefixes()).containsExactly("dir/");
        oss.abortMultipartUpload(new AbortMultipartUploadRequest(bucket, "dir/a", upload));
        refused("NoSuchUpload", () -> oss.listParts(new ListPartsRequest(bucket, "dir/a", upload)));
        refused(
                "NoSuchUpload",
                () -> oss.abortMultipartUpload(new AbortMultipartUploadRequest(bucket, "dir/a", upload)));
    }

    @Test
    void wrongPartsAreRefused() {
        String bucket = newBucket();
        String upload = begin(bucket, "key", new ObjectMetadata());
        PartETag first = upload(bucket, "key", upload, 1, Content.bytes(10)).getPartETag();
        PartETag second = upload(bucket, "key", upload, 2, Content.bytes(10)).getPartETag();
        refused("EntityTooSmall", () -> complete(bucket, upload, first, second));
        refused("InvalidPart", () -> complete(bucket, upload, new PartETag(1, Content.etag(new byte[1]))));
        refused("InvalidPart", () -> complete(bucket, upload, new PartETag(9, first.getETag())));
        complete(bucket, upload, first);
        assertThat(read(bucket, "key")).isEqualTo(Content.bytes(10));
    }

    @Test
    void aBrokenUploadOfAFileGoesOn(@TempDir Path directory) throws Throwable {
        String bucket = newBucket();
        byte[] content = Content.bytes(12 * PART + 321);
        Path file = Files.write(directory.resolve("content"), content);
        Path checkpoint = directory.resolve("checkpoint");
        UploadFileRequest request =
                new UploadFileRequest(bucket, "file", file.toString(), PART, 2, true, checkpoint.toString());
        OSS breaking =
                client(connection.target().accessKeyId(), connection.target().accessKeySecret());
        request.setProgressListener(event -> {
            if (event.getEventType() == ProgressEventType.REQUEST_BYTE_TRANSFER_EVENT) {
                breaking.shutdown();
            }
        });
        assertThat(catchThrowable(() -> breaking.uploadFile(request))).isNotNull();
        assertThat(checkpoint).exists();
        String begun = oss.listMultipartUploads(new ListMultipartUploadsRequest(bucket))
                .getMultipartUploads()
                .getFirst()
                .getUploadId();
        int kept = oss.listParts(new ListPartsRequest(bucket, "file", begun))
                .getParts()
                .size();
        assertThat(kept).isBetween(1, 12);
        request.setProgressListener(event -> {});
        CompleteMultipartUploadResult result = oss.uploadFile(request).getMultipartUploadResult();
        assertThat(result.getETag()).endsWith("-13");
        assertThat(checkpoint).doesNotExist();
        // an upload begun anew would have left the first one behind
        assertThat(oss.listMultipartUploads(new ListMultipartUploadsRequest(bucket))
                        .getMultipartUploads())
                .isEmpty();

        Path read = directory.resolve("read");
        DownloadFileRequest download = new DownloadFileRequest(bucket, "file", read.toString(), PART, 3, true);
        assertThat(oss.downloadFile(download).getObjectMetadata().getETag()).isEqualTo(result.getETag());
        assertThat(Files.mismatch(file, read)).isNegative();
    }

    private String begin(String bucket, String key, ObjectMetadata metadata) {
        var result = oss.initiateMultipartUpload(new InitiateMultipartUploadRequest(bucket, key, metadata));
        assertThat(result.getBucketName()).isEqualTo(bucket);
        assertThat(result.getKey()).isEqualTo(key);
        return result.getUploadId();
    }

    private UploadPartResult upload(String bucket, String key, String upload, int number, byte[] content) {
        return oss.uploadPart(
                new UploadPartRequest(bucket, key, upload, number, new ByteArrayInputStream(content), content.length));
    }

    private PartETag copy(Copying copying, int number, long from, long size) {
        return oss.uploadPartCopy(new UploadPartCopyRequest(
                        copying.bucket,
                        copying.source,
                        copying.bucket,
                        copying.key,
                        copying.upload,
                        number,
                        from,
                        size))
                .getPartETag();
    }

    private void complete(String bucket, String upload, PartETag... parts) {
        oss.completeMultipartUpload(
                new CompleteMultipartUploadRequest(bucket, "key", upload, new ArrayList<>(List.of(parts))));
    }

    private record Copying(String bucket, String source, String key, String upload) {}
}
