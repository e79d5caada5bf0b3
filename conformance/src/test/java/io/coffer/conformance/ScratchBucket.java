package io.coffer.conformance;

import com.aliyun.oss.ClientBuilderConfiguration;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import com.aliyun.oss.common.auth.DefaultCredentialProvider;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.AbortMultipartUploadRequest;
import com.aliyun.oss.model.ListMultipartUploadsRequest;
import com.aliyun.oss.model.MultipartUpload;
import com.aliyun.oss.model.OSSObjectSummary;
import io.coffer.conformance.Connection.Signature;
import java.util.List;

/**
 * A bucket for a client that makes none itself, with the Java SDK to look behind it.
 *
 * @param oss looks at the bucket in the same way as the client under test connects to it
 */
public record ScratchBucket(String name, OSS oss) implements AutoCloseable {
    public static ScratchBucket make(Connection connection) {
        Target target = connection.target();
        ClientBuilderConfiguration configuration = new ClientBuilderConfiguration();
        configuration.setSignatureVersion(connection.signature() == Signature.V4 ? SignVersion.V4 : SignVersion.V1);
        OSS oss = OSSClientBuilder.create()
                .endpoint(connection.endpoint())
                .region(target.region())
                .credentialsProvider(new DefaultCredentialProvider(target.accessKeyId(), target.accessKeySecret()))
                .clientConfiguration(configuration)
                .build();
        String name = Content.newBucketName();
        oss.createBucket(name);
        return new ScratchBucket(name, oss);
    }

    /** The uploads in parts that were begun and neither completed nor aborted. */
    public List<MultipartUpload> openUploads() {
        return oss.listMultipartUploads(new ListMultipartUploadsRequest(name)).getMultipartUploads();
    }

    @Override
    public void close() {
        for (MultipartUpload upload : openUploads()) {
            oss.abortMultipartUpload(new AbortMultipartUploadRequest(name, upload.getKey(), upload.getUploadId()));
        }
        for (OSSObjectSummary object : oss.listObjects(name).getObjectSummaries()) {
            oss.deleteObject(name, object.getKey());
        }
        oss.deleteBucket(name);
        oss.shutdown();
    }
}
