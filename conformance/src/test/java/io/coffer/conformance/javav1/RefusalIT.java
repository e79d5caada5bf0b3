package io.coffer.conformance.javav1;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSException;
import io.coffer.conformance.Connection;
import io.coffer.conformance.Content;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A caller that is not who it says, or names what is not there, learns it by the right code. */
@ParameterizedClass
@MethodSource("io.coffer.conformance.Connection#all")
final class RefusalIT extends Story {
    private final OSS wrongSecret;
    private final OSS unknownKey;

    RefusalIT(Connection connection) {
        super(connection);
        wrongSecret = client(connection.target().accessKeyId(), "wrong");
        unknownKey = client("nobody", connection.target().accessKeySecret());
    }

    @AfterEach
    void shutdown() {
        wrongSecret.shutdown();
        unknownKey.shutdown();
    }

    @Test
    void aWrongSecretDoesNotSign() {
        String bucket = newBucket();
        put(bucket, "object", new byte[1]);
        OSSException refusal = refused("SignatureDoesNotMatch", () -> wrongSecret.getBucketInfo(bucket));
        assertThat(refusal.getErrorMessage())
                .isEqualTo("The request signature we calculated does not match the signature you provided."
                        + " Check your key and signing method.");
        assertThat(refusal.getHostId()).isNotEmpty();
        assertThat(refusal.getErrorFields())
                .containsEntry("OSSAccessKeyId", connection.target().accessKeyId())
                .containsKeys("StringToSign", "SignatureProvided", "StringToSignBytes");
        refused("SignatureDoesNotMatch", () -> wrongSecret.getBucketEncryption(bucket));
        refused("SignatureDoesNotMatch", () -> wrongSecret.getObject(bucket, "missing"));
        refused("SignatureDoesNotMatch", () -> wrongSecret.getObjectMetadata(bucket, "object"));
        refused("SignatureDoesNotMatch", () -> wrongSecret.getSimplifiedObjectMeta(bucket, "object"));
        refused("SignatureDoesNotMatch", () -> wrongSecret.doesObjectExist(bucket, "object"));
        refused("SignatureDoesNotMatch", wrongSecret::listBuckets);
    }

    @Test
    void anUnknownAccessKeyIsRefused() {
        String bucket = newBucket();
        OSSException refusal = refused("InvalidAccessKeyId", unknownKey::listBuckets);
        assertThat(refusal.getErrorMessage())
                .isEqualTo("The OSS Access Key Id you provided does not exist in our records.");
        assertThat(refusal.getEC()).isEqualTo("0002-00000902");
        refused("InvalidAccessKeyId", () -> unknownKey.getBucketEncryption(bucket));
        refused("InvalidAccessKeyId", () -> unknownKey.getObjectMetadata(bucket, "object"));
    }

    @Test
    void whatIsMissingIsNamed() {
        String bucket = newBucket();
        String missing = Content.newBucketName();
        OSSException noBucket = refused("NoSuchBucket", () -> oss.getBucketInfo(missing));
        assertThat(noBucket.getErrorMessage()).isEqualTo("The specified bucket does not exist.");
        assertThat(noBucket.getEC()).isEqualTo("0015-00000101");
        assertThat(noBucket.getErrorFields()).containsEntry("BucketName", missing);
        refused("NoSuchBucket", () -> oss.getBucketLocation(missing));
        refused("NoSuchBucket", () -> oss.getBucketAcl(missing));
        refused("NoSuchBucket", () -> oss.getBucketStat(missing));
        refused("NoSuchBucket", () -> oss.getObject(missing, "object"));
        refused("NoSuchBucket", () -> oss.getObjectMetadata(missing, "object"));
        refused("NoSuchBucket", () -> oss.getSimplifiedObjectMeta(missing, "object"));
        refused("NoSuchBucket", () -> put(missing, "object", new byte[1]));
        OSSException noKey = refused("NoSuchKey", () -> oss.getObject(bucket, "missing"));
        assertThat(noKey.getErrorMessage()).isEqualTo("The specified key does not exist.");
        assertThat(noKey.getErrorFields()).containsEntry("Key", "missing");
        refused("NoSuchKey", () -> oss.getObjectMetadata(bucket, "missing"));
        refused("NoSuchKey", () -> oss.getSimplifiedObjectMeta(bucket, "missing"));
        assertThat(oss.doesObjectExist(bucket, "missing")).isFalse();
        assertThat(oss.doesObjectExist(missing, "object")).isFalse();
    }
}
