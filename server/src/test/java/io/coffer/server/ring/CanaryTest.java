package io.coffer.server.ring;

import static io.coffer.protocol.Method.PUT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was stored under a rule is nowhere in the files of the data directory; without a rule it is found there. */
@Tag("own-engine")
class CanaryTest {
    private static final int SMALL = 10_000;
    private static final int SMALL_SIZE = 300;
    private static final int LARGE = 20;
    private static final int LARGE_SIZE = 3_000_000;
    private static final int CLIENTS = 8;

    /** Random, so that no compression hides it; hex, so that it can stand in a header too. */
    private static final String CANARY = HexFormat.of().formatHex(random(16, 7));

    private static final String METADATA_CANARY = HexFormat.of().formatHex(random(16, 8));

    @TempDir
    private Path directory;

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] withCanary(int size, long seed) {
        byte[] body = random(size, seed);
        byte[] canary = CANARY.getBytes(ISO_8859_1);
        System.arraycopy(canary, 0, body, (int) (seed % 100), canary.length);
        System.arraycopy(canary, 0, body, size - canary.length, canary.length);
        return body;
    }

    private static void fill(Ring ring, int small, int large) throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> done = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int first = client;
                done.add(clients.submit(() -> {
                    try (Wire wire = new Wire(ring.port())) {
                        for (int i = first; i < small + large; i += CLIENTS) {
                            put(ring, wire, i, i < small ? SMALL_SIZE : LARGE_SIZE);
                        }
                    }
                }));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }
    }

    private static void put(Ring ring, Wire wire, int number, int size) {
        Answer put = ring.owner()
                .object(PUT, "bucket", "object-" + number)
                .header("x-oss-meta-canary", METADATA_CANARY)
                .header("content-disposition", "attachment; filename=" + METADATA_CANARY)
                .body(withCanary(size, number))
                .send(wire);
        assertThat(put.outcome()).isEqualTo("200");
    }

    private List<Path> filesWith(byte[] bytes) throws IOException {
        return filesWith(new String(bytes, ISO_8859_1));
    }

    private List<Path> filesWith(String text) throws IOException {
        return FilesInUse.with(directory, text);
    }

    @Test
    void nothingOfAnObjectIsInTheFilesWhileTheRuleIsOn() throws Exception {
        String etag;
        String crc64;
        Path data = directory.resolve("data");
        try (Ring ring = Ring.on(data)) {
            ring.owner().create("bucket");
            ring.owner().putRule("bucket", "AES256");
            fill(ring, SMALL, LARGE);
            Answer head = ring.owner().head("bucket", "object-1");
            etag = head.header("etag").orElseThrow().replace("\"", "");
            crc64 = head.header("x-oss-hash-crc64ecma").orElseThrow();
            assertNothing(etag, crc64);
            assertThat(ring.owner().get("bucket", "object-1").body()).isEqualTo(withCanary(SMALL_SIZE, 1));
        }
        assertNothing(etag, crc64);
        assertThat(filesWith("object-1"))
                .as("the search works: names are in clear")
                .isNotEmpty();
        try (Ring again = Ring.on(data)) {
            String last = "object-" + (SMALL + LARGE - 1);
            assertThat(again.owner().get("bucket", last).body()).isEqualTo(withCanary(LARGE_SIZE, SMALL + LARGE - 1));
            assertThat(again.owner().head("bucket", last).header("x-oss-meta-canary"))
                    .contains(METADATA_CANARY);
        }
        assertNothing(etag, crc64);
    }

    private void assertNothing(String etag, String crc64) throws IOException {
        assertThat(filesWith(CANARY)).isEmpty();
        assertThat(filesWith(METADATA_CANARY)).isEmpty();
        assertThat(filesWith(etag)).isEmpty();
        assertThat(filesWith(HexFormat.of().parseHex(etag))).isEmpty();
        assertThat(filesWith(crc64)).isEmpty();
        byte[] binary = java.nio.ByteBuffer.allocate(8)
                .putLong(Long.parseUnsignedLong(crc64))
                .array();
        assertThat(filesWith(binary)).isEmpty();
    }

    @Test
    void everythingIsFoundWhileNoRuleIsOn() throws Exception {
        try (Ring ring = Ring.on(directory.resolve("data"))) {
            ring.owner().create("bucket");
            fill(ring, 100, 2);
            String etag = ring.owner().head("bucket", "object-1").header("etag").orElseThrow();
            assertThat(filesWith(CANARY)).hasSizeGreaterThan(1);
            assertThat(filesWith(METADATA_CANARY)).isNotEmpty();
            assertThat(filesWith(etag.replace("\"", ""))).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SM4", "KMS"})
    void everyMethodHides(String method) throws Exception {
        try (Ring ring = Ring.on(directory.resolve("data"))) {
            ring.owner().create("bucket");
            ring.owner().putRule("bucket", method);
            fill(ring, 50, 2);
            assertThat(filesWith(CANARY)).isEmpty();
            assertThat(filesWith(METADATA_CANARY)).isEmpty();
        }
    }
}
