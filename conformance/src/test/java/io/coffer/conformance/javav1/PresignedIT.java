package io.coffer.conformance.javav1;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.HttpMethod;
import com.aliyun.oss.model.GeneratePresignedUrlRequest;
import com.aliyun.oss.model.ResponseHeaderOverrides;
import io.coffer.conformance.Connection;
import io.coffer.conformance.Content;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URL;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A URL signed beforehand reads and writes an object, and nothing else. */
@ParameterizedClass
@MethodSource("io.coffer.conformance.Connection#all")
final class PresignedIT extends Story {
    private static final long HOUR_MILLISECONDS = 3_600_000;

    PresignedIT(Connection connection) {
        super(connection);
    }

    @Test
    void aSignedUrlReads() {
        String bucket = newBucket();
        for (String key : Content.ODD_KEYS) {
            put(bucket, key, Content.bytes(10));
            URL url = oss.generatePresignedUrl(bucket, key, inAnHour());
            assertThat(read(oss.getObject(url, Map.of()))).as(key).isEqualTo(Content.bytes(10));
        }
        GeneratePresignedUrlRequest request = new GeneratePresignedUrlRequest(bucket, Content.ODD_KEYS.getFirst());
        request.setExpiration(inAnHour());
        ResponseHeaderOverrides overrides = new ResponseHeaderOverrides();
        overrides.setContentType("image/png");
        overrides.setContentDisposition("attachment; filename=a+b c.txt");
        request.setResponseHeaders(overrides);
        var metadata =
                oss.getObject(oss.generatePresignedUrl(request), Map.of()).getObjectMetadata();
        assertThat(metadata.getContentType()).isEqualTo("image/png");
        assertThat(metadata.getContentDisposition()).isEqualTo("attachment; filename=a+b c.txt");
    }

    @Test
    void aSignedUrlWrites() {
        String bucket = newBucket();
        GeneratePresignedUrlRequest request = new GeneratePresignedUrlRequest(bucket, "object", HttpMethod.PUT);
        request.setExpiration(inAnHour());
        request.setContentType("text/plain");
        request.addUserMetadata("color", "red");
        request.addHeader("x-oss-server-side-encryption", "AES256");
        byte[] content = Content.bytes(5000);
        Map<String, String> headers = new HashMap<>(Map.of(
                "Content-Type", "text/plain",
                "x-oss-meta-color", "red",
                "x-oss-server-side-encryption", "AES256"));
        oss.putObject(oss.generatePresignedUrl(request), new ByteArrayInputStream(content), content.length, headers);
        assertThat(read(bucket, "object")).isEqualTo(content);
        assertThat(oss.getObjectMetadata(bucket, "object").getUserMetadata()).containsEntry("color", "red");
        assertThat(oss.getObjectMetadata(bucket, "object").getServerSideEncryption())
                .isEqualTo("AES256");
    }

    @Test
    void anotherUseOfASignedUrlIsRefused() throws Exception {
        String bucket = newBucket();
        put(bucket, "object", new byte[1]);
        String url = oss.generatePresignedUrl(bucket, "object", inAnHour()).toString();
        URL other = URI.create(url.replace("/object?", "/secret?")).toURL();
        refused("SignatureDoesNotMatch", () -> oss.getObject(other, Map.of()));
        // one that has expired already cannot be signed by this client, which may take its time
        long expiry = System.currentTimeMillis() + 5_000;
        URL old = oss.generatePresignedUrl(bucket, "object", new Date(expiry));
        Thread.sleep(Math.max(0, expiry + 1_100 - System.currentTimeMillis()));
        assertThat(refused("AccessDenied", () -> oss.getObject(old, Map.of())).getErrorMessage())
                .contains("expired");
    }

    private static Date inAnHour() {
        return new Date(System.currentTimeMillis() + HOUR_MILLISECONDS);
    }
}
