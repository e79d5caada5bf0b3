package io.coffer.conformance.javav1;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.model.CopyObjectRequest;
import com.aliyun.oss.model.CopyObjectResult;
import com.aliyun.oss.model.DeleteObjectsRequest;
import com.aliyun.oss.model.ObjectMetadata;
import com.aliyun.oss.model.ServerSideEncryptionByDefault;
import com.aliyun.oss.model.ServerSideEncryptionConfiguration;
import com.aliyun.oss.model.SetBucketEncryptionRequest;
import io.coffer.conformance.Connection;
import io.coffer.conformance.Content;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects are copied, re-encrypted by copying, given new metadata, and deleted one by one and together. */
@ParameterizedClass
@MethodSource("io.coffer.conformance.Connection#all")
final class CopyAndDeleteIT extends Story {
    CopyAndDeleteIT(Connection connection) {
        super(connection);
    }

    @Test
    void aCopyHasTheBytesAndTheMetadata() {
        String source = newBucket();
        String target = newBucket();
        byte[] content = Content.bytes(100_000);
        put(source, "from", content, colored("red"));
        CopyObjectResult result = oss.copyObject(source, "from", target, "to");
        hasRequestId(result.getRequestId());
        assertThat(result.getETag()).isEqualTo(Content.etag(content));
        assertThat(result.getLastModified()).isNotNull();
        assertThat(read(target, "to")).isEqualTo(content);
        assertThat(oss.getObjectMetadata(target, "to").getUserMetadata()).containsEntry("color", "red");

        CopyObjectRequest replacing = new CopyObjectRequest(source, "from", target, "to");
        ObjectMetadata blue = colored("blue");
        blue.setContentType("text/blue");
        replacing.setNewObjectMetadata(blue);
        oss.copyObject(replacing);
        assertThat(oss.getObjectMetadata(target, "to").getContentType()).isEqualTo("text/blue");
        assertThat(oss.getObjectMetadata(target, "to").getUserMetadata()).containsEntry("color", "blue");
    }

    @Test
    void oddKeysAreCopied() {
        String bucket = newBucket();
        for (String key : Content.ODD_KEYS) {
            put(bucket, key, new byte[9]);
            oss.copyObject(bucket, key, bucket, "copy of " + key);
            assertThat(read(bucket, "copy of " + key)).hasSize(9);
        }
    }

    @Test
    void aCopyOntoItselfSetsMetadata() {
        String bucket = newBucket();
        byte[] content = Content.bytes(1000);
        put(bucket, "object", content, colored("red"));
        CopyObjectRequest request = new CopyObjectRequest(bucket, "object", bucket, "object");
        ObjectMetadata metadata = new ObjectMetadata();
        metadata.addUserMetadata("shape", "round");
        metadata.setContentType("whatever");
        request.setNewObjectMetadata(metadata);
        oss.copyObject(request);
        ObjectMetadata now = oss.getObjectMetadata(bucket, "object");
        assertThat(now.getUserMetadata()).containsOnlyKeys("shape");
        assertThat(now.getContentType()).isEqualTo("whatever");
        assertThat(read(bucket, "object")).isEqualTo(content);
    }

    @Test
    void aCopyIsEncryptedByItsOwnRequestOrBucketNotByItsSource() {
        String bucket = newBucket();
        byte[] content = Content.bytes(70_000);
        ObjectMetadata kms = new ObjectMetadata();
        kms.setServerSideEncryption("KMS");
        put(bucket, "kms", content, kms);

        oss.copyObject(bucket, "kms", bucket, "plain");
        assertThat(oss.getObjectMetadata(bucket, "plain").getServerSideEncryption())
                .isNull();
        CopyObjectRequest encrypting = new CopyObjectRequest(bucket, "plain", bucket, "plain");
        encrypting.setServerSideEncryption("AES256");
        oss.copyObject(encrypting);
        assertThat(oss.getObjectMetadata(bucket, "plain").getServerSideEncryption())
                .isEqualTo("AES256");

        oss.setBucketEncryption(new SetBucketEncryptionRequest(
                bucket,
                new ServerSideEncryptionConfiguration()
                        .withApplyServerSideEncryptionByDefault(new ServerSideEncryptionByDefault("SM4"))));
        oss.copyObject(bucket, "kms", bucket, "ruled");
        assertThat(oss.getObjectMetadata(bucket, "ruled").getServerSideEncryption())
                .isEqualTo("SM4");
        for (String key : List.of("kms", "plain", "ruled")) {
            assertThat(read(bucket, key)).isEqualTo(content);
        }
        CopyObjectRequest invalid = new CopyObjectRequest(bucket, "kms", bucket, "invalid");
        invalid.setServerSideEncryption("invalid");
        refused("InvalidEncryptionAlgorithmError", () -> oss.copyObject(invalid));
    }

    @Test
    void theConditionsOfACopyAreChecked() {
        String bucket = newBucket();
        put(bucket, "object", new byte[10]);
        Date modified = oss.getObjectMetadata(bucket, "object").getLastModified();
        String etag = Content.etag(new byte[10]);
        CopyObjectRequest match = new CopyObjectRequest(bucket, "object", bucket, "copy");
        match.setMatchingETagConstraints(List.of(etag));
        oss.copyObject(match);
        match.setMatchingETagConstraints(List.of("0123"));
        assertThat(refused("PreconditionFailed", () -> oss.copyObject(match)).getErrorFields())
                .containsEntry("Condition", "If-Match");
        CopyObjectRequest noneMatch = new CopyObjectRequest(bucket, "object", bucket, "copy");
        noneMatch.setNonmatchingETagConstraints(List.of(etag));
        refused("NotModified", () -> oss.copyObject(noneMatch));
        CopyObjectRequest modifiedSince = new CopyObjectRequest(bucket, "object", bucket, "copy");
        modifiedSince.setModifiedSinceConstraint(modified);
        refused("NotModified", () -> oss.copyObject(modifiedSince));
        CopyObjectRequest unmodifiedSince = new CopyObjectRequest(bucket, "object", bucket, "copy");
        unmodifiedSince.setUnmodifiedSinceConstraint(new Date(modified.getTime() - 2000));
        refused("PreconditionFailed", () -> oss.copyObject(unmodifiedSince));
    }

    @Test
    void whatIsMissingCannotBeCopied() {
        String bucket = newBucket();
        refused("NoSuchKey", () -> oss.copyObject(bucket, "missing", bucket, "to"));
        refused("NoSuchBucket", () -> oss.copyObject(Content.newBucketName(), "from", bucket, "to"));
        put(bucket, "from", new byte[1]);
        refused("NoSuchBucket", () -> oss.copyObject(bucket, "from", Content.newBucketName(), "to"));
    }

    @Test
    void anObjectIsDeletedWhetherItExistsOrNot() {
        String bucket = newBucket();
        put(bucket, "object", new byte[1]);
        hasRequestId(oss.deleteObject(bucket, "object").getRequestId());
        oss.deleteObject(bucket, "object");
        assertThat(oss.doesObjectExist(bucket, "object")).isFalse();
        refused("NoSuchBucket", () -> oss.deleteObject(Content.newBucketName(), "object"));
    }

    @Test
    void manyObjectsAreDeletedTogether() {
        String bucket = newBucket();
        List<String> keys = new ArrayList<>(Content.ODD_KEYS);
        keys.addAll(List.of("line\nfeed", "one\u0001two", "return\rit"));
        keys.forEach(key -> put(bucket, key, new byte[1]));
        keys.add("missing");
        List<String> deleted = oss.deleteObjects(
                        new DeleteObjectsRequest(bucket).withKeys(keys).withEncodingType("url"))
                .getDeletedObjects();
        // this SDK leaves decoding to its user
        assertThat(deleted)
                .map(key -> URLDecoder.decode(key, StandardCharsets.UTF_8))
                .containsExactlyElementsOf(keys);
        assertThat(oss.listObjects(bucket).getObjectSummaries()).isEmpty();

        put(bucket, "quiet", new byte[1]);
        assertThat(oss.deleteObjects(new DeleteObjectsRequest(bucket)
                                .withKeys(List.of("quiet", "missing"))
                                .withQuiet(true))
                        .getDeletedObjects())
                .isEmpty();
        assertThat(oss.listObjects(bucket).getObjectSummaries()).isEmpty();
    }

    private static ObjectMetadata colored(String color) {
        ObjectMetadata metadata = new ObjectMetadata();
        metadata.addUserMetadata("color", color);
        return metadata;
    }
}
