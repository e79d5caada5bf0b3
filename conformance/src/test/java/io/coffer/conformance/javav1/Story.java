package io.coffer.conformance.javav1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.AbortMultipartUploadRequest;
import com.aliyun.oss.model.ListMultipartUploadsRequest;
import com.aliyun.oss.model.ListVersionsRequest;
import com.aliyun.oss.model.MultipartUpload;
import com.aliyun.oss.model.OSSObject;
import com.aliyun.oss.model.OSSVersionSummary;
import com.aliyun.oss.model.ObjectMetadata;
import com.aliyun.oss.model.PutObjectResult;
import io.coffer.conformance.Certificate;
import io.coffer.conformance.Connection;
import io.coffer.conformance.Connection.Signature;
import io.coffer.conformance.Content;
import io.coffer.conformance.Target;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/** What the stories share: a client, and buckets that are gone when a story ends. */
abstract class Story {
    private static final int REQUEST_ID_LENGTH = 24;

    final Connection connection;
    final OSS oss;
    private final List<String> buckets = new ArrayList<>();

    Story(Connection connection) {
        this.connection = connection;
        this.oss = client(connection.target().accessKeyId(), connection.target().accessKeySecret());
    }

    final OSS client(String accessKeyId, String accessKeySecret) {
        Target target = connection.target();
        ClientBuilderConfiguration configuration = new ClientBuilderConfiguration();
        configuration.setSignatureVersion(connection.signature() == Signature.V4 ? SignVersion.V4 : SignVersion.V1);
        configuration.setMaxErrorRetry(0);
        target.certificate()
                .map(Certificate::trust)
                .ifPresent(trust -> configuration.setX509TrustManagers(new X509TrustManager[] {trust}));
        return OSSClientBuilder.create()
                .endpoint(connection.endpoint())
                .region(target.region())
                .credentialsProvider(new DefaultCredentialProvider(accessKeyId, accessKeySecret))
                .clientConfiguration(configuration)
                .build();
    }

    /** A name whose bucket, if it is made, is removed at the end. */
    final String newName() {
        String name = Content.newBucketName();
        buckets.add(name);
        return name;
    }

    final String newBucket() {
        String name = newName();
        oss.createBucket(name);
        return name;
    }

    final PutObjectResult put(String bucket, String key, byte[] content) {
        return put(bucket, key, content, new ObjectMetadata());
    }

    final PutObjectResult put(String bucket, String key, byte[] content, ObjectMetadata metadata) {
        metadata.setContentLength(content.length);
        return oss.putObject(bucket, key, new ByteArrayInputStream(content), metadata);
    }

    final byte[] read(String bucket, String key) {
        return read(oss.getObject(bucket, key));
    }

    static byte[] read(OSSObject object) {
        try (object) {
            return object.getObjectContent().readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The call fails with this code, and its answer is one that can be reported to the service. */
    final OSSException refused(String code, ThrowingCallable call) {
        OSSException refusal = catchThrowableOfType(OSSException.class, call);
        assertThat(refusal).as("refusal with %s", code).isNotNull();
        assertThat(refusal.getErrorCode()).as(refusal.getMessage()).isEqualTo(code);
        assertThat(refusal.getRequestId()).hasSize(REQUEST_ID_LENGTH).matches("[0-9A-F]+");
        return refusal;
    }

    static void hasRequestId(String requestId) {
        assertThat(requestId).hasSize(REQUEST_ID_LENGTH).matches("[0-9A-F]+");
    }

    @AfterEach
    final void removeBuckets() {
        for (String bucket : buckets) {
            if (oss.doesBucketExist(bucket)) {
                empty(bucket);
                oss.deleteBucket(bucket);
            }
        }
        oss.shutdown();
    }

    private void empty(String bucket) {
        for (MultipartUpload upload : oss.listMultipartUploads(new ListMultipartUploadsRequest(bucket))
                .getMultipartUploads()) {
            oss.abortMultipartUpload(new AbortMultipartUploadRequest(bucket, upload.getKey(), upload.getUploadId()));
        }
        ListVersionsRequest page = new ListVersionsRequest()
                .withBucketName(bucket)
                .withMaxResults(1000)
                .withEncodingType("url");
        for (OSSVersionSummary version : oss.listVersions(page).getVersionSummaries()) {
            // other than keys of objects, this SDK decodes those of versions
            oss.deleteVersion(bucket, version.getKey(), version.getVersionId());
        }
    }
}
