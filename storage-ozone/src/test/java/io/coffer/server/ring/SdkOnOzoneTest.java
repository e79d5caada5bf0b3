package io.coffer.server.ring;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import com.aliyun.sdk.service.oss2.models.ApplyServerSideEncryptionByDefault;
import com.aliyun.sdk.service.oss2.models.CompleteMultipartUpload;
import com.aliyun.sdk.service.oss2.models.CompleteMultipartUploadRequest;
import com.aliyun.sdk.service.oss2.models.DeleteObjectRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectResult;
import com.aliyun.sdk.service.oss2.models.InitiateMultipartUploadRequest;
import com.aliyun.sdk.service.oss2.models.ListObjectVersionsRequest;
import com.aliyun.sdk.service.oss2.models.ListObjectsV2Request;
import com.aliyun.sdk.service.oss2.models.ObjectSummary;
import com.aliyun.sdk.service.oss2.models.Part;
import com.aliyun.sdk.service.oss2.models.PutBucketEncryptionRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketVersioningRequest;
import com.aliyun.sdk.service.oss2.models.PutObjectRequest;
import com.aliyun.sdk.service.oss2.models.ServerSideEncryptionRule;
import com.aliyun.sdk.service.oss2.models.UploadPartRequest;
import com.aliyun.sdk.service.oss2.models.VersioningConfiguration;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A day of an application with Alibaba's SDK: an encrypted, versioned bucket, small objects, an upload in parts. */
class SdkOnOzoneTest {
    private static final String BUCKET = "sdk-bucket";
    /** far below the 5 MiB that Ozone's own uploads ask of a part */
    private static final int PART = 100 * 1024;

    private static byte[] content(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static byte[] read(OSSClient oss, String key) throws IOException {
        GetObjectResult result = oss.getObject(
                GetObjectRequest.newBuilder().bucket(BUCKET).key(key).build());
        assertThat(result.serverSideEncryption()).isEqualTo("AES256");
        try (InputStream body = result.body()) {
            return body.readAllBytes();
        }
    }

    private static void put(OSSClient oss, String key, byte[] body) {
        oss.putObject(PutObjectRequest.newBuilder()
                .bucket(BUCKET)
                .key(key)
                .body(BinaryData.fromBytes(body))
                .build());
    }

    private static void makeBucket(OSSClient oss) {
        oss.putBucket(PutBucketRequest.newBuilder().bucket(BUCKET).build());
        oss.putBucketEncryption(PutBucketEncryptionRequest.newBuilder()
                .bucket(BUCKET)
                .serverSideEncryptionRule(ServerSideEncryptionRule.newBuilder()
                        .applyServerSideEncryptionByDefault(ApplyServerSideEncryptionByDefault.newBuilder()
                                .sSEAlgorithm("AES256")
                                .build())
                        .build())
                .build());
        oss.putBucketVersioning(PutBucketVersioningRequest.newBuilder()
                .bucket(BUCKET)
                .versioningConfiguration(
                        VersioningConfiguration.newBuilder().status("Enabled").build())
                .build());
    }

    private static void upload(OSSClient oss, String key, byte[] first, byte[] second) {
        String upload = oss.initiateMultipartUpload(InitiateMultipartUploadRequest.newBuilder()
                        .bucket(BUCKET)
                        .key(key)
                        .build())
                .initiateMultipartUpload()
                .uploadId();
        List<Part> parts = new ArrayList<>();
        for (byte[] body : List.of(first, second)) {
            long number = parts.size() + 1L;
            String etag = oss.uploadPart(UploadPartRequest.newBuilder()
                            .bucket(BUCKET)
                            .key(key)
                            .uploadId(upload)
                            .partNumber(number)
                            .body(BinaryData.fromBytes(body))
                            .build())
                    .eTag();
            parts.add(Part.newBuilder().partNumber(number).eTag(etag).build());
        }
        oss.completeMultipartUpload(CompleteMultipartUploadRequest.newBuilder()
                .bucket(BUCKET)
                .key(key)
                .uploadId(upload)
                .completeMultipartUpload(
                        CompleteMultipartUpload.newBuilder().parts(parts).build())
                .build());
    }

    @Test
    void anApplicationFindsWhatItStored() throws Exception {
        try (Ring ring = Ring.inMemory();
                OSSClient oss = OSSClient.newBuilder()
                        .endpoint("http://127.0.0.1:" + ring.port())
                        .region("cn-hangzhou")
                        .usePathStyle(true)
                        .credentialsProvider(new StaticCredentialsProvider("LTAIowner", "owner-secret"))
                        .build()) {
            makeBucket(oss);
            put(oss, "dir/small", content(10));
            put(oss, "dir/large", content(300_000));
            put(oss, "\uFFEE", content(1));
            put(oss, "\uD83D\uDE00", content(2));
            upload(oss, "parts", content(PART), content(PART + 5));
            assertThat(read(oss, "dir/small")).isEqualTo(content(10));
            assertThat(read(oss, "dir/large")).isEqualTo(content(300_000));
            assertThat(read(oss, "parts")).startsWith(content(PART)).endsWith(content(PART + 5));
            assertThat(keys(oss)).containsExactly("dir/large", "dir/small", "parts", "\uFFEE", "\uD83D\uDE00");

            put(oss, "dir/small", content(20));
            oss.deleteObject(DeleteObjectRequest.newBuilder()
                    .bucket(BUCKET)
                    .key("dir/large")
                    .build());
            assertThat(read(oss, "dir/small")).isEqualTo(content(20));
            assertThat(keys(oss)).doesNotContain("dir/large");
            assertThat(oss.listObjectVersions(ListObjectVersionsRequest.newBuilder()
                                    .bucket(BUCKET)
                                    .prefix("dir/")
                                    .build())
                            .versions())
                    .hasSize(3);
        }
    }

    private static List<String> keys(OSSClient oss) {
        List<String> keys = new ArrayList<>();
        oss.listObjectsV2Paginator(ListObjectsV2Request.newBuilder()
                        .bucket(BUCKET)
                        .maxKeys(1L)
                        .build())
                .forEach(
                        page -> page.contents().stream().map(ObjectSummary::key).forEach(keys::add));
        return keys;
    }
}
