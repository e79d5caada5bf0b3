package io.coffer.boot.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.OSS;
import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.models.GetObjectMetaRequest;
import io.coffer.testing.RunningCoffer;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;

/** The annotation used as applications do. */
@SpringBootTest(classes = AutoConfigureCofferIT.Application.class, properties = "archive.url=${coffer.endpoint}/vault")
@AutoConfigureCoffer(buckets = "vault", encryption = "KMS", region = "cn-shanghai", settings = "limits.idle-seconds=5")
class AutoConfigureCofferIT {
    @Autowired
    private OSS oss;

    @Autowired
    private RunningCoffer server;

    @Autowired
    private Environment environment;

    @Test
    void bothClientsWriteAndRead(@Autowired OSSClient client) {
        oss.putObject("vault", "hello.txt", new ByteArrayInputStream("hello".getBytes(UTF_8)));
        assertThat(oss.getObjectMetadata("vault", "hello.txt").getServerSideEncryption())
                .isEqualTo("KMS");
        assertThat(client.getObjectMeta(GetObjectMetaRequest.newBuilder()
                                .bucket("vault")
                                .key("hello.txt")
                                .build())
                        .contentLength())
                .isEqualTo(5);
    }

    @Test
    void theEnvironmentSaysWhereAndAsWhom(@Value("${archive.url}") String derived) {
        assertThat(derived).isEqualTo(server.endpoint() + "/vault");
        assertThat(environment.getProperty("coffer.admin-endpoint")).isEqualTo(server.adminEndpoint());
        assertThat(environment.getProperty("coffer.region")).isEqualTo("cn-shanghai");
        assertThat(environment.getProperty("coffer.access-key-id"))
                .isEqualTo(server.root().accessKeyId());
        assertThat(environment.getProperty("coffer.access-key-secret"))
                .isEqualTo(server.root().accessKeySecret());
        for (String starter : new String[] {"spring.cloud.alicloud", "alibaba.cloud"}) {
            assertThat(environment.getProperty(starter + ".oss.endpoint")).isEqualTo(server.endpoint());
            assertThat(environment.getProperty(starter + ".access-key"))
                    .isEqualTo(server.root().accessKeyId());
            assertThat(environment.getProperty(starter + ".secret-key"))
                    .isEqualTo(server.root().accessKeySecret());
        }
    }

    @Nested
    class Within {
        @Test
        void theServerIsThatOfTheClassAround(@Autowired RunningCoffer here) {
            assertThat(here).isSameAs(server);
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
