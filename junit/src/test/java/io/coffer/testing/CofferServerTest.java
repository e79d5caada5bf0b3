package io.coffer.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSClientBuilder;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CofferServerTest {
    @TempDir
    private Path directory;

    @Test
    void servesUntilItIsClosed() {
        try (CofferServer server = CofferServer.start()) {
            OSS oss = client(server, server.root());
            oss.createBucket("vault");
            oss.putObject("vault", "key", new ByteArrayInputStream("content".getBytes(UTF_8)));
            assertThat(oss.getObject("vault", "key").getObjectMetadata().getContentLength())
                    .isEqualTo(7);
            oss.shutdown();
        }
    }

    @Test
    void twoServersShareNothing() {
        try (CofferServer one = CofferServer.start();
                CofferServer other = CofferServer.start()) {
            one.createBucket("vault");
            OSS oss = client(other, other.root());
            assertThat(oss.doesBucketExist("vault")).isFalse();
            assertThat(one.root()).isNotEqualTo(other.root());
            oss.shutdown();
        }
    }

    @Test
    void dataOnDiskIsThereAgain() {
        CofferServer.Builder builder = CofferServer.builder().data(directory.resolve("data"));
        try (CofferServer server = builder.start()) {
            server.createBucket("vault");
        }
        try (CofferServer server = builder.start()) {
            OSS oss = client(server, server.root());
            assertThat(oss.doesBucketExist("vault")).isTrue();
            oss.shutdown();
        }
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatThrownBy(
                        () -> CofferServer.builder().defaultEncryption("ROT13").start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ROT13");
    }

    private static OSS client(RunningCoffer server, CofferCredentials credentials) {
        return new OSSClientBuilder()
                .build(server.endpoint(), credentials.accessKeyId(), credentials.accessKeySecret());
    }
}
