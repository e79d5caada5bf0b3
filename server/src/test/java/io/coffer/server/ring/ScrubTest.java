package io.coffer.server.ring;

import static io.coffer.protocol.Method.POST;
import static io.coffer.server.ring.Administration.COFFER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage at rest is found by reading, named, and told to whoever asks; restarts lose no place. */
@Tag("own-engine")
class ScrubTest {
    private static final int SIZE = 300_000;

    @TempDir
    Path directory;

    private Ring server(int mebibytesPerSecond) {
        return Ring.on(directory.resolve("data"), "scrub: {mebibytes-per-second: " + mebibytesPerSecond + ", days: 7}");
    }

    /** A pass of its own, whatever the server read by itself meanwhile. */
    private static void readEverything(Ring ring) {
        ring.clock().advance(Duration.ofDays(8));
        ring.runChore("scrub");
    }

    private static Administration.Reply report(Ring ring) {
        return ring.administration().succeed(COFFER, "GetScrubReport");
    }

    private static void fill(Ring ring) {
        Client owner = ring.owner();
        for (String rule : List.of("", "AES256", "KMS", "SM4")) {
            String bucket = "scrub" + rule.toLowerCase(java.util.Locale.ROOT);
            owner.create(bucket);
            if (!rule.isEmpty()) {
                owner.putRule(bucket, rule);
            }
            owner.put(bucket, "small", "content");
            owner.put(bucket, "large", new byte[SIZE]);
            owner.object(POST, bucket, "log")
                    .with("append")
                    .with("position", "0")
                    .body(new byte[SIZE])
                    .send();
            owner.object(POST, bucket, "upload").with("uploads").send();
        }
    }

    private List<Path> bodies() throws IOException {
        try (Stream<Path> tree = Files.walk(directory.resolve("data/store/blobs"))) {
            return tree.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aHealthyStoreHasNothingToReport() {
        try (Ring ring = server(1_000)) {
            fill(ring);
            readEverything(ring);
            Administration.Reply report = report(ring);
            assertThat(report.body().at("/Last/Entries").asLong()).isGreaterThan(4 * 5);
            assertThat(report.body().at("/Last/Bytes").asLong()).isGreaterThan(4 * 2 * SIZE);
            assertThat(report.body().at("/DamagedEntries").asLong()).isZero();
            assertThat(report.body().has("Current")).isFalse();
            assertThat(ring.administration().get("/-/ready").body()).isEqualTo("ready\n");
        }
    }

    @Test
    void everyDamagedBodyIsNamed() throws IOException {
        try (Ring ring = server(1_000)) {
            fill(ring);
        }
        List<Path> bodies = bodies();
        assertThat(bodies).hasSize(8);
        for (Path body : bodies) {
            byte[] bytes = Files.readAllBytes(body);
            bytes[bytes.length / 2] ^= 1;
            Files.write(body, bytes);
        }
        try (Ring ring = server(1_000)) {
            readEverything(ring);
            Administration.Reply report = report(ring);
            List<String> named = report.body().at("/Last/Damages/Damage").values().stream()
                    .map(damage -> damage.path("BucketName").asString() + "/"
                            + damage.path("Name").asString())
                    .toList();
            for (String bucket : List.of("scrub", "scrubaes256", "scrubkms", "scrubsm4")) {
                assertThat(named).contains(bucket + "/large", bucket + "/log");
                assertThat(named).doesNotContain(bucket + "/small");
            }
            assertThat(ring.administration().get("/-/ready").body()).contains("damaged entries were found by reading");
        }
    }

    @Test
    void whatHasNoKeyNowIsStillCheckedForDamage() throws IOException {
        String keyId;
        try (Ring ring = server(1_000)) {
            keyId = ring.administration()
                    .succeed(Administration.KMS, "CreateKey")
                    .text("/KeyMetadata/KeyId");
            ring.owner().create("locked").putKmsRule("locked", keyId);
            ring.owner().put("locked", "large", new byte[SIZE]);
            ring.administration().succeed(Administration.KMS, "DisableKey", "KeyId", keyId);
            readEverything(ring);
            assertThat(report(ring).body().at("/DamagedEntries").asLong()).isZero();
            assertThat(report(ring).body().at("/Last/Bytes").asLong()).isGreaterThan(SIZE);
        }
        Path body = bodies().getFirst();
        byte[] bytes = Files.readAllBytes(body);
        bytes[1000] ^= 1;
        Files.write(body, bytes);
        try (Ring ring = server(1_000)) {
            // the last pass lies days ahead of this server's clock, and so is no reason to rest
            ring.runChore("scrub");
            assertThat(report(ring).text("/Last/Damages/Damage/0/Name")).isEqualTo("large");
        }
    }

    @Test
    void aRestartGoesOnWhereItWas() {
        // a run reads five seconds' worth, 5 MiB, of 16 times 3 MiB; the server makes runs of its own besides
        long before;
        try (Ring ring = server(0)) {
            ring.owner().create("long");
            for (int number = 0; number < 16; number++) {
                ring.owner().put("long", "key" + number, new byte[3 << 20]);
            }
        }
        try (Ring ring = server(1)) {
            ring.runChore("scrub");
            ring.runChore("scrub");
            before = report(ring).body().at("/Current/Bytes").asLong();
            assertThat(before).isGreaterThan(9L << 20);
        }
        try (Ring ring = server(1)) {
            assertThat(report(ring).body().at("/Current/Bytes").asLong()).isGreaterThanOrEqualTo(before);
            while (report(ring).body().has("Current")) {
                ring.runChore("scrub");
            }
            // each once, so nothing was read from its beginning again
            assertThat(report(ring).body().at("/Last/Bytes").asLong()).isEqualTo(48L << 20);
            ring.runChore("scrub");
            assertThat(report(ring).body().has("Current"))
                    .as("the next pass is days away")
                    .isFalse();
        }
    }
}
