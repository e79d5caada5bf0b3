package io.coffer.conformance.javav2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.aliyun.sdk.service.oss2.PresignOptions;
import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import com.aliyun.sdk.service.oss2.models.CopyObjectRequest;
import com.aliyun.sdk.service.oss2.models.DeleteMultipleObjectsRequest;
import com.aliyun.sdk.service.oss2.models.DeleteObject;
import com.aliyun.sdk.service.oss2.models.DeleteObjectRequest;
import com.aliyun.sdk.service.oss2.models.DeletedInfo;
import com.aliyun.sdk.service.oss2.models.GetObjectAclRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectMetaRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectResult;
import com.aliyun.sdk.service.oss2.models.HeadObjectRequest;
import com.aliyun.sdk.service.oss2.models.HeadObjectResult;
import com.aliyun.sdk.service.oss2.models.ListObjectsRequest;
import com.aliyun.sdk.service.oss2.models.ListObjectsV2Request;
import com.aliyun.sdk.service.oss2.models.ObjectSummary;
import com.aliyun.sdk.service.oss2.models.PresignResult;
import com.aliyun.sdk.service.oss2.models.PutObjectAclRequest;
import com.aliyun.sdk.service.oss2.models.PutObjectRequest;
import com.aliyun.sdk.service.oss2.models.PutObjectResult;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import io.coffer.conformance.Connection;
import io.coffer.conformance.Content;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects are put, read, listed, copied, opened by signed URLs and deleted. */
@ParameterizedClass
@MethodSource("io.coffer.conformance.Connection#all")
final class ObjectStoryIT extends Story {
    ObjectStoryIT(Connection connection) {
        super(connection);
    }

    @Test
    void anObjectIsReadAsItWasPut() {
        String bucket = newBucket();
        for (int length : new int[] {0, 1, 65_480, 200_000}) {
            byte[] content = Content.bytes(length);
            PutObjectResult result = put(bucket, "object", content);
            assertThat(result.requestId()).matches("[0-9A-F]{24}");
            assertThat(result.eTag()).isEqualTo("\"" + Content.etag(content) + "\"");
            assertThat(result.contentMd5()).isNotEmpty();
            HeadObjectResult head = head(bucket, "object");
            assertThat(head.contentLength()).isEqualTo(length);
            assertThat(head.hashCrc64ecma()).isEqualTo(result.hashCrc64ecma());
            assertThat(head.eTag()).isEqualTo(result.eTag());
            assertThat(read(bucket, "object")).isEqualTo(content);
            var meta = oss.getObjectMeta(GetObjectMetaRequest.newBuilder()
                    .bucket(bucket)
                    .key("object")
                    .build());
            assertThat(meta.contentLength()).isEqualTo(length);
            assertThat(meta.eTag()).isEqualTo(result.eTag());
        }
    }

    @Test
    void twentyMegabytesAreStreamedBothWays() {
        String bucket = newBucket();
        byte[] content = Content.bytes(20 << 20);
        oss.putObject(PutObjectRequest.newBuilder()
                .bucket(bucket)
                .key("large")
                .serverSideEncryption("AES256")
                .body(BinaryData.fromBytes(content))
                .build());
        assertThat(Arrays.equals(read(bucket, "large"), content)).isTrue();
    }

    @Test
    void encryptionIsAskedForAndEchoed() {
        String bucket = newBucket();
        byte[] content = Content.bytes(70_000);
        for (String method : List.of("AES256", "SM4", "KMS")) {
            PutObjectResult put = oss.putObject(PutObjectRequest.newBuilder()
                    .bucket(bucket)
                    .key(method)
                    .serverSideEncryption(method)
                    .metadata(Map.of("color", "red"))
                    .body(BinaryData.fromBytes(content))
                    .build());
            HeadObjectResult head = head(bucket, method);
            assertThat(put.headers()).containsEntry("x-oss-server-side-encryption", method);
            assertThat(put.headers().get("x-oss-server-side-encryption-key-id"))
                    .isEqualTo(head.serverSideEncryptionKeyId());
            assertThat(head.serverSideEncryption()).isEqualTo(method);
            assertThat(head.serverSideEncryptionKeyId() != null).isEqualTo(method.equals("KMS"));
            assertThat(head.metadata()).containsEntry("color", "red");
            assertThat(read(bucket, method)).isEqualTo(content);
        }
        var copy = oss.copyObject(CopyObjectRequest.newBuilder()
                .bucket(bucket)
                .key("copy")
                .sourceBucket(bucket)
                .sourceKey("KMS")
                .serverSideEncryption("KMS")
                .serverSideDataEncryption("SM4")
                .build());
        assertThat(copy.serverSideEncryption()).isEqualTo("KMS");
        assertThat(copy.serverSideDataEncryption()).isEqualTo("SM4");
        assertThat(copy.serverSideEncryptionKeyId())
                .isEqualTo(head(bucket, "KMS").serverSideEncryptionKeyId());
        assertThat(copy.eTag()).isEqualTo("\"" + Content.etag(content) + "\"");
        assertThat(read(bucket, "copy")).isEqualTo(content);
        refused(
                400,
                "InvalidArgument",
                () -> oss.putObject(PutObjectRequest.newBuilder()
                        .bucket(bucket)
                        .key("unknown")
                        .serverSideEncryption("KMS")
                        .serverSideEncryptionKeyId("9468da86-3509-4f8d-a61e-6eab1eac3434")
                        .body(BinaryData.fromBytes(content))
                        .build()));
    }

    @Test
    void partsAndConditions() {
        String bucket = newBucket();
        byte[] content = Content.bytes(1000);
        String etag = put(bucket, "object", content).eTag();
        GetObjectResult part = oss.getObject(get(bucket).range("bytes=10-19").build());
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.contentRange()).isEqualTo("bytes 10-19/1000");
        assertThat(read(part)).isEqualTo(Arrays.copyOfRange(content, 10, 20));
        GetObjectResult beyond =
                oss.getObject(get(bucket).range("bytes=990-2000").build());
        assertThat(beyond.statusCode()).isEqualTo(200);
        assertThat(read(beyond)).isEqualTo(content);
        GetObjectResult clipped = oss.getObject(
                get(bucket).range("bytes=990-2000").rangeBehavior("standard").build());
        assertThat(clipped.statusCode()).isEqualTo(206);
        assertThat(read(clipped)).hasSize(10);
        refused(
                416,
                "InvalidRange",
                () -> oss.getObject(get(bucket)
                        .range("bytes=1000-")
                        .rangeBehavior("standard")
                        .build()));
        assertThat(read(oss.getObject(get(bucket).ifMatch(etag).build()))).isEqualTo(content);
        refused(
                412,
                "PreconditionFailed",
                () -> oss.getObject(get(bucket).ifMatch("\"0\"").build()));
        assertThat(catchThrowable(
                        () -> oss.getObject(get(bucket).ifNoneMatch(etag).build())))
                .satisfies(
                        failure -> assertThat(ServiceException.asCause(failure).statusCode())
                                .isEqualTo(304));
    }

    @Test
    void anObjectsAclIsKept() {
        String bucket = newBucket();
        put(bucket, "object", new byte[1]);
        assertThat(acl(bucket)).isEqualTo("default");
        oss.putObjectAcl(PutObjectAclRequest.newBuilder()
                .bucket(bucket)
                .key("object")
                .objectAcl("public-read")
                .build());
        assertThat(acl(bucket)).isEqualTo("public-read");
    }

    @Test
    void keysOfEveryKindAreListedAndDeletedTogether() {
        String bucket = newBucket();
        List<String> keys = Stream.concat(
                        Content.ODD_KEYS.stream(), Stream.of("line\nfeed", "one\u0001two", "return\rit"))
                .toList();
        keys.forEach(key -> put(bucket, key, new byte[2]));
        List<String> found = new ArrayList<>();
        oss.listObjectsPaginator(ListObjectsRequest.newBuilder()
                        .bucket(bucket)
                        .maxKeys(3L)
                        .build())
                .forEach(
                        page -> page.contents().stream().map(ObjectSummary::key).forEach(found::add));
        assertThat(found).containsExactlyInAnyOrderElementsOf(keys);
        found.clear();
        oss.listObjectsV2Paginator(ListObjectsV2Request.newBuilder()
                        .bucket(bucket)
                        .maxKeys(4L)
                        .build())
                .forEach(
                        page -> page.contents().stream().map(ObjectSummary::key).forEach(found::add));
        assertThat(found).containsExactlyInAnyOrderElementsOf(keys);
        var grouped = oss.listObjectsV2(ListObjectsV2Request.newBuilder()
                .bucket(bucket)
                .delimiter("/")
                .prefix("d")
                .build());
        assertThat(grouped.commonPrefixes())
                .extracting(prefix -> prefix.prefix())
                .containsExactly("dots/", "double/");
        assertThat(grouped.keyCount()).isEqualTo(2);

        List<DeleteObject> doomed = keys.stream()
                .map(key -> DeleteObject.newBuilder().key(key).build())
                .toList();
        assertThat(oss.deleteMultipleObjects(DeleteMultipleObjectsRequest.newBuilder()
                                .bucket(bucket)
                                .deleteObjects(doomed)
                                .build())
                        .deletedObjects())
                .extracting(DeletedInfo::key)
                .containsExactlyElementsOf(keys);
        assertThat(oss.doesObjectExist(bucket, keys.getFirst())).isFalse();
        assertThat(oss.deleteObject(DeleteObjectRequest.newBuilder()
                                .bucket(bucket)
                                .key("missing")
                                .build())
                        .statusCode())
                .isEqualTo(204);
        refused(404, "NoSuchKey", () -> head(bucket, "missing"));
    }

    @Test
    void aSignedUrlWritesAndReads() throws Exception {
        String bucket = newBucket();
        byte[] content = Content.bytes(5000);
        PresignOptions hour =
                PresignOptions.newBuilder().expiration(Duration.ofHours(1)).build();
        PresignResult put = oss.presign(
                PutObjectRequest.newBuilder()
                        .bucket(bucket)
                        .key(Content.ODD_KEYS.getFirst())
                        .contentType("text/plain")
                        .metadata(Map.of("color", "red"))
                        .build(),
                hour);
        PresignResult get = oss.presign(
                GetObjectRequest.newBuilder()
                        .bucket(bucket)
                        .key(Content.ODD_KEYS.getFirst())
                        .build(),
                hour);
        try (HttpClient http = httpClient()) {
            assertThat(send(http, put, content).statusCode()).isEqualTo(200);
            HttpResponse<byte[]> answer = send(http, get, new byte[0]);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(content);
            assertThat(answer.headers().firstValue("x-oss-meta-color")).contains("red");
            assertThat(answer.headers().firstValue("content-type")).contains("text/plain");
        }
    }

    private HttpClient httpClient() throws GeneralSecurityException {
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        if (connection.target().certificate().isPresent()) {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager trust = connection.target().certificate().get().trust();
            context.init(null, new TrustManager[] {trust}, null);
            builder.sslContext(context);
        }
        return builder.build();
    }

    private static HttpResponse<byte[]> send(HttpClient http, PresignResult signed, byte[] body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(signed.url()))
                .method(signed.method(), body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        signed.signedHeaders().ifPresent(headers -> headers.forEach(request::header));
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private String acl(String bucket) {
        return oss.getObjectAcl(GetObjectAclRequest.newBuilder()
                        .bucket(bucket)
                        .key("object")
                        .build())
                .accessControlPolicy()
                .accessControlList()
                .grant();
    }

    private static GetObjectRequest.Builder get(String bucket) {
        return GetObjectRequest.newBuilder().bucket(bucket).key("object");
    }

    private HeadObjectResult head(String bucket, String key) {
        return oss.headObject(
                HeadObjectRequest.newBuilder().bucket(bucket).key(key).build());
    }
}
