package io.coffer.conformance.javav2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.OSSClientBuilder;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import com.aliyun.sdk.service.oss2.models.AbortMultipartUploadRequest;
import com.aliyun.sdk.service.oss2.models.DeleteBucketRequest;
import com.aliyun.sdk.service.oss2.models.DeleteObjectRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectResult;
import com.aliyun.sdk.service.oss2.models.ListMultipartUploadsRequest;
import com.aliyun.sdk.service.oss2.models.ListObjectVersionsRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketRequest;
import com.aliyun.sdk.service.oss2.models.PutObjectRequest;
import com.aliyun.sdk.service.oss2.models.PutObjectResult;
import com.aliyun.sdk.service.oss2.retry.NopRetryer;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import com.aliyun.sdk.service.oss2.transport.HttpClientOptions;
import com.aliyun.sdk.service.oss2.transport.apache5client.Apache5HttpClientBuilder;
import io.coffer.conformance.Connection;
import io.coffer.conformance.Connection.Signature;
import io.coffer.conformance.Content;
import io.coffer.conformance.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/** What the stories share: a client, and buckets that are gone when a story ends. */
abstract class Story {
    final Connection connection;
    final OSSClient oss;
    private final List<String> buckets = new ArrayList<>();

    Story(Connection connection) {
        this.connection = connection;
        this.oss = client(connection.target().accessKeyId(), connection.target().accessKeySecret());
    }

    final OSSClient client(String accessKeyId, String accessKeySecret) {
        Target target = connection.target();
        OSSClientBuilder builder = OSSClient.newBuilder()
                .endpoint(connection.endpoint())
                .region(target.region())
                .signatureVersion(connection.signature() == Signature.V4 ? "v4" : "v1")
                .retryer(new NopRetryer())
                .credentialsProvider(new StaticCredentialsProvider(accessKeyId, accessKeySecret));
        target.certificate()
                .ifPresent(certificate -> builder.httpClient(Apache5HttpClientBuilder.create()
                        .options(HttpClientOptions.custom().build())
                        .x509TrustManagers(new X509TrustManager[] {certificate.trust()})
                        .build()));
        return builder.build();
    }

    final String newBucket() {
        String name = Content.newBucketName();
        oss.putBucket(PutBucketRequest.newBuilder().bucket(name).build());
        buckets.add(name);
        return name;
    }

    final PutObjectResult put(String bucket, String key, byte[] content) {
        return oss.putObject(PutObjectRequest.newBuilder()
                .bucket(bucket)
                .key(key)
                .body(BinaryData.fromBytes(content))
                .build());
    }

    final byte[] read(String bucket, String key) {
        return read(oss.getObject(
                GetObjectRequest.newBuilder().bucket(bucket).key(key).build()));
    }

    static byte[] read(GetObjectResult result) {
        try (InputStream body = result.body()) {
            return body.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The call fails with this status and code, and its answer is one that can be reported to the service. */
    static ServiceException refused(int status, String code, ThrowingCallable call) {
        Throwable failure = catchThrowable(call);
        assertThat(failure).as("refusal with %s", code).isNotNull();
        ServiceException refusal = ServiceException.asCause(failure);
        assertThat(refusal).as("%s", failure).isNotNull();
        assertThat(refusal.errorCode()).as(refusal.getMessage()).isEqualTo(code);
        assertThat(refusal.statusCode()).as(refusal.getMessage()).isEqualTo(status);
        assertThat(refusal.requestId()).matches("[0-9A-F]{24}");
        return refusal;
    }

    @AfterEach
    final void removeBuckets() throws Exception {
        for (String bucket : buckets) {
            if (oss.doesBucketExist(bucket)) {
                empty(bucket);
                oss.deleteBucket(DeleteBucketRequest.newBuilder().bucket(bucket).build());
            }
        }
        oss.close();
    }

    private void empty(String bucket) {
        oss.listMultipartUploadsPaginator(
                        ListMultipartUploadsRequest.newBuilder().bucket(bucket).build())
                .forEach(page -> page.uploads()
                        .forEach(upload -> oss.abortMultipartUpload(AbortMultipartUploadRequest.newBuilder()
                                .bucket(bucket)
                                .key(upload.key())
                                .uploadId(upload.uploadId())
                                .build())));
        oss.listObjectVersionsPaginator(
                        ListObjectVersionsRequest.newBuilder().bucket(bucket).build())
                .forEach(page -> {
                    page.versions().forEach(version -> delete(bucket, version.key(), version.versionId()));
                    page.deleteMarkers().forEach(marker -> delete(bucket, marker.key(), marker.versionId()));
                });
    }

    private void delete(String bucket, String key, String version) {
        oss.deleteObject(DeleteObjectRequest.newBuilder()
                .bucket(bucket)
                .key(key)
                .versionId(version)
                .build());
    }
}
