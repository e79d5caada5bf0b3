package io.coffer.server.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is full: writes are refused with the reason, reads and deletes go on, and with room all is as before. */
@Tag("own-engine")
class FullDiskTest {
    private static final String RESERVED_ONLY_A_LITTLE = "  options: {reserved-mebibytes: 8}";
    private static final int OBJECT = 3 << 20;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        if (run("mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", disk.toString()) != 0) {
            String reason = "skipped: this process may not mount a small file system";
            System.out.println(reason);
            abort(reason);
        }
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    private static int run(String... command) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getInputStream().readAllBytes();
            return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException absent) {
            return -1;
        }
    }

    private static byte[] body(int number, int length) {
        byte[] bytes = new byte[length];
        new Random(number).nextBytes(bytes);
        return bytes;
    }

    @Test
    void writesAreRefusedAndTheRestGoesOn() throws IOException {
        int stored = 0;
        try (Ring ring = Ring.on(disk.resolve("data"), RESERVED_ONLY_A_LITTLE)) {
            Client owner = ring.owner().create("full");
            Answer answer = owner.put("full", "key0", body(0, OBJECT));
            while (answer.status() == 200) {
                stored++;
                answer = owner.put("full", "key" + stored, body(stored, OBJECT));
            }
            assertThat(answer.outcome()).isEqualTo("507 InsufficientStorage");
            assertThat(stored).isGreaterThan(10);
            fillUp();
            assertThat(owner.put("full", "small", "text").outcome()).isEqualTo("507 InsufficientStorage");
            assertThat(owner.get("full", "key" + stored).outcome()).isEqualTo("404 NoSuchKey");
            for (int number = 0; number < stored; number++) {
                assertThat(owner.get("full", "key" + number).body()).isEqualTo(body(number, OBJECT));
            }
            assertThat(ring.administration().get("/-/ready").statusCode()).isEqualTo(503);
            assertThat(owner.delete("full", "key0").status()).isEqualTo(204);
            assertThat(owner.delete("full", "key1").status()).isEqualTo(204);
            Files.delete(disk.resolve("filler"));
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> owner.put("full", "again", body(99, OBJECT)).status() == 200);
            assertThat(ring.administration().get("/-/ready").statusCode()).isEqualTo(200);
        }
        try (Ring ring = Ring.on(disk.resolve("data"), RESERVED_ONLY_A_LITTLE)) {
            assertThat(ring.owner().get("full", "again").body()).isEqualTo(body(99, OBJECT));
            assertThat(ring.owner().get("full", "key0").outcome()).isEqualTo("404 NoSuchKey");
            assertThat(ring.owner().get("full", "key2").body()).isEqualTo(body(2, OBJECT));
        }
    }

    /** Takes what is left, the reserve included: from now on the file system itself has no room. */
    private void fillUp() throws IOException {
        try (var filler = Files.newOutputStream(disk.resolve("filler"))) {
            byte[] block = new byte[64 * 1024];
            while (disk.toFile().getUsableSpace() > 1 << 20) {
                filler.write(block);
            }
        }
    }
}
