package io.coffer.server.ring;

import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.main.OfflineTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each use of a master key is recorded with who caused it, and no key is used that cannot be recorded. */
@Tag("own-engine")
class KeyUseTest {
    private static final String SMALL_FILES = "key-log:\n  file-mebibytes: 1";

    @TempDir
    private Path directory;

    private Path log() {
        return directory.resolve("data").resolve("key-log");
    }

    private Ring ring(String... settings) {
        return Ring.on(directory.resolve("data"), settings);
    }

    private List<String> uses(String... filter) {
        String[] arguments = Stream.concat(Stream.of("export", log().toString()), Stream.of(filter))
                .toArray(String[]::new);
        OfflineTools.Result result = OfflineTools.keyLog(arguments);
        assertThat(result.code()).isZero();
        return result.out().lines().toList();
    }

    @Test
    void writesAndReadsTellTheirRequestAndCaller() {
        String put;
        String get;
        String foreign;
        try (Ring ring = ring("keys: {calls: {cache-seconds: 300}}")) {
            ring.owner().create("bucket").putRule("bucket", "AES256");
            ring.owner()
                    .bucket(PUT, "bucket")
                    .with("acl")
                    .header("x-oss-acl", "public-read")
                    .send();
            put = request(ring.owner().put("bucket", "key", "text"));
            get = request(ring.owner().get("bucket", "key"));
            foreign = request(ring.anonymous().get("bucket", "key"));
        }
        assertThat(uses("--request", put))
                .hasSize(2)
                .allMatch(line -> line.contains("\"operation\":\"generate\""))
                .allMatch(
                        line -> line.contains("\"caller\":\"Root\"") && line.contains("\"accessKeyId\":\"LTAIowner\""))
                .allMatch(line -> line.contains("\"bucket\":\"bucket\""));
        assertThat(uses("--request", get)).hasSize(2).allMatch(line -> line.contains("\"operation\":\"unwrap\""));
        // the key of the bucket's attributes is open still
        assertThat(uses("--request", foreign)).hasSize(1).allMatch(line -> line.contains("\"caller\":\"Anonymous\""));
        assertThat(OfflineTools.keyLog("list", log().toString(), "--request", put)
                        .out())
                .contains("generate")
                .contains("bucket/")
                .contains("LTAIowner");
        assertThat(OfflineTools.keyLog("verify", log().toString()).code()).isZero();
    }

    private static String request(Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        return answer.header("x-oss-request-id").orElseThrow();
    }

    @Test
    void messagesTellTheirRequest() {
        String request;
        try (Ring ring = ring()) {
            String key = ring.administration()
                    .succeed(Administration.KMS, "CreateKey")
                    .text("/KeyMetadata/KeyId");
            request = ring.administration()
                    .succeed(Administration.KMS, "Encrypt", "KeyId", key, "Plaintext", "YWJj")
                    .text("/RequestId");
        }
        assertThat(uses("--request", request))
                .hasSize(1)
                .allMatch(line -> line.contains("\"operation\":\"encrypt\"") && line.contains("\"caller\":\"Root\""));
    }

    @Test
    void choresTellTheirName() {
        try (Ring ring = ring()) {
            ring.owner().create("bucket").create("logs");
            ring.owner().putRule("logs", "AES256");
            ring.owner()
                    .bucket(PUT, "bucket")
                    .with("logging")
                    .body("<BucketLoggingStatus><LoggingEnabled><TargetBucket>logs</TargetBucket>"
                            + "<TargetPrefix>log-</TargetPrefix></LoggingEnabled></BucketLoggingStatus>")
                    .send();
            ring.owner().put("bucket", "key", "text");
            ring.clock().advance(java.time.Duration.ofHours(2));
            ring.owner().put("bucket", "key", "text");
            ring.runChore("logging");
        }
        assertThat(uses("--bucket", "logs")).isNotEmpty().allMatch(line -> line.contains("\"caller\":\"Service\""));
    }

    @Test
    void withoutItsLogNoKeyIsUsed() throws IOException {
        Path away = directory.resolve("away");
        try (Ring ring = ring(SMALL_FILES)) {
            ring.owner().create("bucket").putRule("bucket", "AES256");
            ring.owner().create("plain");
            ring.owner().put("bucket", "key", "text");
            Files.move(log(), away);
            Files.createFile(log());
            fillFile(ring);
            assertThat(ring.owner().put("bucket", "new", "text").status()).isEqualTo(503);
            assertThat(ring.owner().get("bucket", "key").status()).isEqualTo(503);
            assertThat(ring.owner().head("bucket", "key").status()).isEqualTo(503);
            assertThat(ring.owner().put("plain", "new", "text").status()).isEqualTo(200);
            assertThat(ring.owner().delete("bucket", "key").status()).isEqualTo(204);
            assertThat(ring.administration().get("/-/ready").body())
                    .contains("warning: the key-use log cannot be written");
        }
    }

    /** Until the next file is needed, which cannot be made. */
    private static void fillFile(Ring ring) {
        for (int at = 0; at < 5000; at++) {
            if (ring.owner().get("bucket", "key").status() != 200) {
                return;
            }
        }
    }

    @Test
    void withoutALogNothingIsRecorded() {
        try (Ring ring = ring("key-log:\n  mode: off")) {
            ring.owner().create("bucket").putRule("bucket", "AES256");
            assertThat(ring.owner().put("bucket", "key", "text").status()).isEqualTo(200);
        }
        assertThat(log()).doesNotExist();
    }
}
