package io.coffer.conformance.javav1;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.OSSException;
import com.aliyun.oss.model.ObjectMetadata;
import com.aliyun.oss.model.ServerSideEncryptionByDefault;
import com.aliyun.oss.model.ServerSideEncryptionConfiguration;
import com.aliyun.oss.model.SetBucketEncryptionRequest;
import io.coffer.conformance.Connection;
import io.coffer.conformance.Content;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A bucket's encryption rule is set, asked for, enforced and removed. */
@ParameterizedClass
@MethodSource("io.coffer.conformance.Connection#all")
final class BucketEncryptionIT extends Story {
    BucketEncryptionIT(Connection connection) {
        super(connection);
    }

    @Test
    void aRuleIsAnsweredAsItWasSet() {
        String bucket = newBucket();
        sets(bucket, "AES256", null, null, null, null);
        sets(bucket, "SM4", null, null, null, null);
        sets(bucket, "KMS", null, null, null, null);
        sets(bucket, "KMS", "", null, null, null);
        sets(bucket, "KMS", null, "SM4", null, "SM4");
        sets(bucket, "KMS", "9468da86-3509-4f8d-a61e-6eab1eac3434", null, "9468da86-3509-4f8d-a61e-6eab1eac3434", null);
        sets(bucket, "KMS", "test_wrong", "SM4", "test_wrong", "SM4");
    }

    @Test
    void theCipherOfDataIsDroppedWhereOnlyKmsHasOne() {
        String bucket = newBucket();
        sets(bucket, "AES256", null, "SM4", null, null);
        sets(bucket, "SM4", null, "SM4", null, null);
    }

    @Test
    void anImpossibleRuleIsRefusedAndTheOldOneStays() {
        String bucket = newBucket();
        sets(bucket, "AES256", null, null, null, null);
        for (String algorithm : new String[] {"AES", "BES356", "aes256", "kms"}) {
            OSSException refusal = refused("InvalidEncryptionAlgorithmError", () -> set(bucket, algorithm, null, null));
            assertThat(refusal.getErrorMessage())
                    .startsWith("The Encryption request you specified is not valid. Supported value: AES25");
            assertThat(refusal.getEC()).isEqualTo("0005-00000003");
        }
        for (String algorithm : new String[] {"AES256", "SM4"}) {
            OSSException refusal = refused("InvalidArgument", () -> set(bucket, algorithm, "some-key", null));
            assertThat(refusal.getErrorMessage())
                    .isEqualTo("KMSMasterKeyID is not applicable if the default sse algorithm is not KMS");
            assertThat(refusal.getEC()).isEqualTo("0005-00000204");
        }
        assertThat(refused("InvalidArgument", () -> set(bucket, "KMS", null, "AES256"))
                        .getEC())
                .isEqualTo("0005-00000203");
        assertThat(rule(bucket).getSSEAlgorithm()).isEqualTo("AES256");
    }

    @Test
    void noRuleIsAnErrorOfItsOwn() {
        String bucket = newBucket();
        refused("NoSuchServerSideEncryptionRule", () -> oss.getBucketEncryption(bucket));
        sets(bucket, "KMS", null, null, null, null);
        oss.deleteBucketEncryption(bucket);
        refused("NoSuchServerSideEncryptionRule", () -> oss.getBucketEncryption(bucket));
        oss.deleteBucketEncryption(bucket);
    }

    @Test
    void noBucketHasNoRule() {
        String missing = Content.newBucketName();
        refused("NoSuchBucket", () -> oss.getBucketEncryption(missing));
        refused("NoSuchBucket", () -> oss.deleteBucketEncryption(missing));
        refused("NoSuchBucket", () -> set(missing, "AES256", null, null));
    }

    @Test
    void theDescriptionOfABucketShowsItsRule() {
        String bucket = newBucket();
        set(bucket, "KMS", "some-key", "SM4");
        ServerSideEncryptionByDefault shown = oss.getBucketInfo(bucket)
                .getServerSideEncryptionConfiguration()
                .getApplyServerSideEncryptionByDefault();
        assertThat(shown.getSSEAlgorithm()).isEqualTo("KMS");
        assertThat(shown.getKMSMasterKeyID()).isEqualTo("some-key");
        assertThat(shown.getKMSDataEncryption()).isEqualTo("SM4");
    }

    @Test
    void aRuleEncryptsWhatIsPutUnderItAndLeavesTheRest() {
        String bucket = newBucket();
        byte[] content = Content.bytes(100_000);
        put(bucket, "before", content);
        encrypts(bucket, "AES256", null, content);
        encrypts(bucket, "SM4", null, content);
        encrypts(bucket, "KMS", null, content);
        encrypts(bucket, "KMS", "SM4", content);
        oss.deleteBucketEncryption(bucket);
        put(bucket, "after", content);

        assertThat(oss.getObjectMetadata(bucket, "before").getServerSideEncryption())
                .isNull();
        assertThat(oss.getObjectMetadata(bucket, "after").getServerSideEncryption())
                .isNull();
        for (String key : new String[] {"before", "after", "AES256null", "SM4null", "KMSnull", "KMSSM4"}) {
            assertThat(read(bucket, key)).isEqualTo(content);
        }
    }

    @Test
    void aKeyThatDoesNotExistRefusesTheWrite() {
        String bucket = newBucket();
        set(bucket, "KMS", "9468da86-3509-4f8d-a61e-6eab1eac3434", null);
        refused("InvalidArgument", () -> put(bucket, "object", new byte[10]));
        refused("NoSuchKey", () -> oss.getObjectMetadata(bucket, "object"));
        refused("NoSuchKey", () -> oss.getObject(bucket, "object"));
    }

    private void encrypts(String bucket, String algorithm, @Nullable String dataEncryption, byte[] content) {
        set(bucket, algorithm, null, dataEncryption);
        String key = algorithm + dataEncryption;
        put(bucket, key, content);
        ObjectMetadata metadata = oss.getObjectMetadata(bucket, key);
        assertThat(metadata.getServerSideEncryption()).isEqualTo(algorithm);
        assertThat(metadata.getServerSideDataEncryption()).isEqualTo(dataEncryption);
        assertThat(metadata.getServerSideEncryptionKeyId() != null).isEqualTo(algorithm.equals("KMS"));
        assertThat(metadata.getETag()).isEqualTo(Content.etag(content));
        assertThat(oss.getObject(bucket, key).getObjectMetadata().getRawMetadata())
                .containsEntry("x-oss-server-side-encryption", algorithm);
    }

    private void sets(
            String bucket,
            String algorithm,
            @Nullable String keyId,
            @Nullable String dataEncryption,
            @Nullable String expectedKeyId,
            @Nullable String expectedDataEncryption) {
        set(bucket, algorithm, keyId, dataEncryption);
        ServerSideEncryptionByDefault rule = rule(bucket);
        assertThat(rule.getSSEAlgorithm()).isEqualTo(algorithm);
        assertThat(rule.getKMSMasterKeyID()).isEqualTo(expectedKeyId);
        assertThat(rule.getKMSDataEncryption()).isEqualTo(expectedDataEncryption);
    }

    private ServerSideEncryptionByDefault rule(String bucket) {
        return oss.getBucketEncryption(bucket).getApplyServerSideEncryptionByDefault();
    }

    private void set(String bucket, String algorithm, @Nullable String keyId, @Nullable String dataEncryption) {
        ServerSideEncryptionByDefault rule = new ServerSideEncryptionByDefault(algorithm);
        rule.setKMSMasterKeyID(keyId);
        rule.setKMSDataEncryption(dataEncryption);
        oss.setBucketEncryption(new SetBucketEncryptionRequest(
                bucket, new ServerSideEncryptionConfiguration().withApplyServerSideEncryptionByDefault(rule)));
    }
}
