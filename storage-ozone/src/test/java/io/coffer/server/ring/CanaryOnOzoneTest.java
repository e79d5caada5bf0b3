package io.coffer.server.ring;

import static io.coffer.protocol.Method.PUT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.storage.ozone.TestCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What was stored under a rule is nowhere in the files of Ozone's servers; without a rule it is found there. */
class CanaryOnOzoneTest {
    private static final int[] SIZES = {300, 50_000, 3_000_000};

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String canary() {
        return HexFormat.of().formatHex(random(16, System.nanoTime()));
    }

    private static byte[] with(String canary, int size) {
        byte[] body = random(size, size);
        byte[] bytes = canary.getBytes(ISO_8859_1);
        System.arraycopy(bytes, 0, body, 0, bytes.length);
        System.arraycopy(bytes, 0, body, size - bytes.length, bytes.length);
        return body;
    }

    private static List<Path> filesWith(String text) throws IOException {
        return FilesInUse.with(TestCluster.running().directory(), text);
    }

    private static void put(Ring ring, String bucket, String canary) throws IOException {
        for (int size : SIZES) {
            Answer put = ring.owner()
                    .object(PUT, bucket, "object-" + size)
                    .header("x-oss-meta-canary", canary)
                    .body(with(canary, size))
                    .send();
            assertThat(put.outcome()).isEqualTo("200");
        }
    }

    @Test
    void nothingOfAnObjectIsInTheFilesOfTheCluster() throws Exception {
        String secret = canary();
        String plain = canary();
        try (Ring ring = Ring.inMemory()) {
            ring.owner().create("sealed");
            ring.owner().putRule("sealed", "AES256");
            ring.owner().create("open");
            put(ring, "sealed", secret);
            put(ring, "open", plain);
            for (int size : SIZES) {
                assertThat(ring.owner().get("sealed", "object-" + size).body()).isEqualTo(with(secret, size));
            }
        }
        assertThat(filesWith(secret)).isEmpty();
        assertThat(filesWith(plain)).as("the search works").hasSizeGreaterThanOrEqualTo(SIZES.length);
    }
}
