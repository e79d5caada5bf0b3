package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What lay in clear is in no file any more when a job says so. */
@Tag("own-engine")
class RewrapReclaimTest {
    private static final String BODY = HexFormat.of().formatHex(Rewrapping.bytes(16, 71));
    private static final String METADATA = HexFormat.of().formatHex(Rewrapping.bytes(16, 72));
    private static final String TAG = HexFormat.of().formatHex(Rewrapping.bytes(16, 73));
    private static final int LARGE = 3_000_000;

    @TempDir
    Path directory;

    private Ring ring;
    private Client owner;
    private Rewrapping rewrapping;

    @BeforeEach
    void start() {
        ring = Ring.on(directory.resolve("data"));
        owner = ring.owner().create("bucket");
        rewrapping = new Rewrapping(ring);
    }

    @AfterEach
    void stop() {
        ring.close();
    }

    private static byte[] withCanary(int length, int seed) {
        byte[] body = Rewrapping.bytes(length, seed);
        byte[] canary = BODY.getBytes(ISO_8859_1);
        System.arraycopy(canary, 0, body, 0, canary.length);
        System.arraycopy(canary, 0, body, length - canary.length, canary.length);
        return body;
    }

    private void put(String key, int length) {
        assertThat(owner.object(PUT, "bucket", key)
                        .header("x-oss-meta-canary", METADATA)
                        .header("x-oss-tagging", "tag=" + TAG)
                        .body(withCanary(length, length))
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    private List<Path> filesWith(String text) throws IOException {
        return FilesInUse.with(directory, text);
    }

    private void assertNowhere() throws IOException {
        for (String canary : List.of(BODY, METADATA, TAG)) {
            assertThat(filesWith(canary)).as(canary).isEmpty();
        }
    }

    @Test
    void nothingInClearIsLeftInAnyFile() throws IOException {
        put("small", 300);
        put("block", 20_000);
        put("large", LARGE);
        put("overwritten", 500);
        put("overwritten", 400);
        put("deleted", 600);
        owner.delete("bucket", "deleted");
        String upload = rewrapping.begin("bucket", "parts");
        rewrapping.part("bucket", "parts", upload, 1, withCanary(150_000, 1));
        rewrapping.part("bucket", "parts", upload, 1, withCanary(150_001, 1));
        rewrapping.part("bucket", "parts", upload, 2, withCanary(300, 2));
        rewrapping.completeUpload("bucket", "parts", upload);
        for (int line = 0; line < 20; line++) {
            rewrapping.append("bucket", "log", line * 33L, BODY + "\n");
        }
        String open = rewrapping.begin("bucket", "open");
        rewrapping.part("bucket", "open", open, 1, withCanary(120_000, 3));
        assertThat(filesWith(BODY)).hasSizeGreaterThan(2);
        assertThat(filesWith(METADATA)).isNotEmpty();
        assertThat(filesWith(TAG)).isNotEmpty();
        owner.putRule("bucket", "AES256");
        JsonNode report = rewrapping.complete("bucket");
        assertThat(report.path("PhysicalBytes").asLong()).isZero();
        assertThat(report.path("NotCovered").asString()).contains("backups");
        assertNowhere();
        assertThat(owner.get("bucket", "large").body()).isEqualTo(withCanary(LARGE, LARGE));
        assertThat(owner.get("bucket", "log").body()).hasSize(660);
        assertThat(rewrapping.completeUpload("bucket", "open", open).outcome()).isEqualTo("200");
        assertNowhere();
    }

    /** The answer is larger than all buffers on the way, so the server has the body open until it is taken. */
    @Test
    void whatAReaderHasOpenIsReadToItsEndAndGoesThen() throws IOException {
        int half = 12_000_000;
        String upload = rewrapping.begin("bucket", "read");
        rewrapping.part("bucket", "read", upload, 1, withCanary(half, 1));
        rewrapping.part("bucket", "read", upload, 2, withCanary(half, 2));
        rewrapping.completeUpload("bucket", "read", upload);
        owner.putRule("bucket", "AES256");
        String id;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ring.port())) {
            socket.getOutputStream()
                    .write(owner.object(GET, "bucket", "read")
                            .header("connection", "close")
                            .message());
            InputStream in = socket.getInputStream();
            assertThat(in.read()).isEqualTo('H');
            id = rewrapping.start("bucket").text("/RewrapId");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> rewrapping.encryption("bucket", "read").equals("AES256"));
            assertThat(filesWith(BODY)).as("a reader holds it").isNotEmpty();
            byte[] rest = in.readAllBytes();
            assertThat(rest).hasSizeGreaterThan(2 * half).endsWith(withCanary(half, 2));
        }
        assertThat(rewrapping.await("bucket", id).path("IsComplete").asBoolean())
                .isTrue();
        assertNowhere();
    }
}
