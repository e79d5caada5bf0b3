package io.coffer.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadTargetTest {
    private static LoadTarget target(boolean signed) {
        return new LoadTarget(
                "server",
                9000,
                new ProcessFigures(Path.of("/nowhere")),
                "bucket",
                signed ? Optional.of(LoadSigner.oss(LoadCredentials.random().signer())) : Optional.empty(),
                true);
    }

    private static String text(SignedRequest request) {
        return new String(request.head(), StandardCharsets.US_ASCII);
    }

    @Test
    void onlyWhoAsksForASignatureGetsOne() {
        assertThat(text(target(false).object(Method.PUT, "key", 12)))
                .isEqualTo("PUT /bucket/key HTTP/1.1\r\nHost: 127.0.0.1:9000\r\ncontent-length: 12\r\n\r\n");
        assertThat(text(target(true).object(Method.PUT, "key", 12)))
                .startsWith("PUT /bucket/key HTTP/1.1\r\n")
                .contains("OSS4-HMAC-SHA256")
                .contains("content-length: 12\r\n");
    }

    @Test
    void whatIsAlwaysSentIsSentWithoutASignature() {
        LoadTarget target = new LoadTarget(
                "server",
                9000,
                new ProcessFigures(Path.of("/nowhere")),
                "bucket",
                Optional.empty(),
                true,
                Headers.builder().add("x-amz-date", "now").build());
        assertThat(text(target.object(Method.GET, "key", 0)))
                .isEqualTo("GET /bucket/key HTTP/1.1\r\nHost: 127.0.0.1:9000\r\nx-amz-date: now\r\n\r\n");
    }

    @Test
    void rangesAndStatsAreWhatTheyAre() {
        assertThat(text(target(false).range("key", 5, 9))).contains("range: bytes=5-9\r\n");
        assertThat(target(false).object(Method.HEAD, "key", 0).isBodiless()).isTrue();
        assertThat(target(false).object(Method.GET, "key", 0).isBodiless()).isFalse();
        assertThat(text(target(false).object(Method.PUT, "key", "partNumber=1&uploadId=x", 3)))
                .startsWith("PUT /bucket/key?partNumber=1&uploadId=x HTTP/1.1\r\n");
    }
}
