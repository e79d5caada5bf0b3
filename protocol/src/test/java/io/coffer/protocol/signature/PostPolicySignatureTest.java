package io.coffer.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.coffer.model.OssException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostPolicySignatureTest {
    private static final byte[] SECRET = "B".repeat(30).getBytes(StandardCharsets.US_ASCII);
    private static final String START =
            "{\"expiration\":\"2020-03-19T03:44:06.476Z\",\"conditions\":[{\"bucket\":\"gen-post-policy\"},";
    private static final String CREDENTIAL = "ak/20260305/cn-hangzhou/oss/aliyun_v4_request";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[\"eq\",\"$key\",\"user\\/eric\\/\\\\${filename}\"],[\"starts-with\",\"$key\",\"user\\/eric\"],"
                        + "[\"starts-with\",\"$x-oss-meta-tag\",\"dummy_etag\"],[\"content-length-range\",1,1024]]}"
                        + "|9fs2TRS2W2k5hV8mLsvqZBnlC2M=",
                "[\"starts-with\",\"$key\",\"user\\/eric\"],[\"starts-with\",\"$x-oss-meta-tag\",\"dummy_etag\"],"
                        + "[\"content-length-range\",1,1024],[\"in\",\"$content-type\",[\"image\\/jpg\",\"image\\/png\"]],"
                        + "[\"not-in\",\"$cache-control\",[\"no-cache\"]]]}"
                        + "|/yrk/7alTmdIh9a3YOkkIcKYlbA=",
            })
    void vectorsOfVersion1(String conditions, String signature) {
        String policy = Base64.getEncoder().encodeToString((START + conditions).getBytes(StandardCharsets.UTF_8));
        assertThat(PostPolicySignature.signV1(policy, SECRET)).isEqualTo(signature);
        assertThat(PostPolicySignature.verifyV1(policy, signature, SECRET)).isTrue();
        assertThat(PostPolicySignature.verifyV1(policy + "=", signature, SECRET))
                .isFalse();
    }

    @Test
    void version4SignsUnderTheDerivedKey() {
        byte[] key = new V4Scope("20260305", "cn-hangzhou", "oss").signingKey(SECRET);
        String signature = PostPolicySignature.signV4("e30=", CREDENTIAL, SECRET);
        assertThat(signature).isEqualTo(Hmac.hex(Hmac.sha256(key, "e30=")));
        assertThat(PostPolicySignature.verifyV4("e30=", CREDENTIAL, signature, SECRET))
                .isTrue();
        assertThat(PostPolicySignature.verifyV4("e31=", CREDENTIAL, signature, SECRET))
                .isFalse();
        assertThat(PostPolicySignature.verifyV4("e30=", CREDENTIAL.replace("hangzhou", "beijing"), signature, SECRET))
                .isFalse();
    }

    @Test
    void version4NeedsACredential() {
        assertThatExceptionOfType(OssException.class)
                .isThrownBy(() -> PostPolicySignature.signV4("e30=", "ak/oss", SECRET));
    }
}
