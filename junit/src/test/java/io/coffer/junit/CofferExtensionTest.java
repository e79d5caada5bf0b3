package io.coffer.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSException;
import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.models.GetObjectMetaRequest;
import io.coffer.testing.CofferCredentials;
import io.coffer.testing.RunningCoffer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The extension used as its users do. */
@CofferServer(
        buckets = {"vault", "open"},
        encryption = "KMS")
@RamUser(name = "reader", policy = """
        {"Version": "1", "Statement": [
          {"Effect": "Allow", "Action": "oss:GetObject", "Resource": "acs:oss:*:*:open/*"},
          {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*"}]}
        """)
@RamUser(name = "nobody")
class CofferExtensionTest {
    private final OSS oss;

    CofferExtensionTest(OSS oss) {
        this.oss = oss;
    }

    @BeforeEach
    void put() {
        oss.putObject("vault", "hello.txt", new ByteArrayInputStream("hello".getBytes(UTF_8)));
    }

    @Test
    void encryptsByDefault() {
        assertThat(oss.getObjectMetadata("vault", "hello.txt").getServerSideEncryption())
                .isEqualTo("KMS");
    }

    @Test
    void givesTheClientOfTheNewerSdk(OSSClient client) {
        assertThat(client.getObjectMeta(GetObjectMetaRequest.newBuilder()
                                .bucket("vault")
                                .key("hello.txt")
                                .build())
                        .contentLength())
                .isEqualTo(5);
    }

    @Test
    void usersMayWhatTheirPoliciesAllow(@As("reader") OSS reader, @As("nobody") OSS nobody) {
        oss.putObject("open", "page", new ByteArrayInputStream("page".getBytes(UTF_8)));
        assertThat(reader.getObject("open", "page").getObjectMetadata().getContentLength())
                .isEqualTo(4);
        assertThatThrownBy(() -> reader.getObject("vault", "hello.txt"))
                .isInstanceOfSatisfying(
                        OSSException.class,
                        refused -> assertThat(refused.getErrorCode()).isEqualTo("AccessDenied"));
        assertThatThrownBy(() -> nobody.getObject("open", "page"))
                .isInstanceOfSatisfying(
                        OSSException.class,
                        refused -> assertThat(refused.getErrorCode()).isEqualTo("AccessDenied"));
    }

    @Test
    void givesWhatOtherClientsNeed(
            RunningCoffer server, URI endpoint, CofferCredentials root, @As("reader") CofferCredentials reader) {
        assertThat(endpoint).hasToString(server.endpoint()).hasHost("127.0.0.1");
        assertThat(root).isEqualTo(server.root()).isNotEqualTo(reader);
        assertThat(root.toString()).doesNotContain(root.accessKeySecret());
    }

    @Test
    @CofferServer(region = "cn-beijing")
    void aTestMayHaveAServerOfItsOwn(RunningCoffer own, OSS ownClient) {
        assertThat(own.region()).isEqualTo("cn-beijing");
        assertThat(ownClient.listBuckets()).isEmpty();
        assertThat(oss.listBuckets()).hasSize(2);
    }

    @Nested
    class Inside {
        @Test
        void theServerOfTheClassAroundServes(OSS same) {
            assertThat(same.doesBucketExist("vault")).isTrue();
        }

        @Test
        @CofferServer(onDisk = true, buckets = "kept")
        void onDisk(OSS onDisk) {
            assertThat(onDisk.doesBucketExist("kept")).isTrue();
        }
    }
}
