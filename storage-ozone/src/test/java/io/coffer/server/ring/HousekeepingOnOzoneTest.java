package io.coffer.server.ring;

import static io.coffer.server.ring.Administration.COFFER;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.storage.ozone.OzoneRingStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways over one store: one keeps house, and another goes on when it is gone. */
class HousekeepingOnOzoneTest {
    private static final List<String> KEYS =
            IntStream.range(0, 24).mapToObj(number -> "object-" + number).toList();

    @TempDir
    private Path directory;

    private Gateways gateways;
    private Ring keeper;
    private Ring other;

    @BeforeEach
    void start() {
        gateways = Gateways.start(
                new OzoneRingStorage().settings(),
                directory,
                "gateways: {lease-seconds: 3}",
                "rewrap: {objects-per-second: 4, workers: 1}");
        await().until(() -> gateways.both().stream().anyMatch(Ring::keepsHouse));
        keeper = gateways.one().keepsHouse() ? gateways.one() : gateways.other();
        other = keeper == gateways.one() ? gateways.other() : gateways.one();
        keeper.owner().create("bucket");
        KEYS.forEach(key -> keeper.owner().put("bucket", key, "of " + key));
        keeper.owner().putRule("bucket", "AES256");
    }

    @AfterEach
    void stop() {
        gateways.close();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(2));
    }

    private static boolean isEncrypted(Ring ring, String key) {
        return ring.owner()
                .head("bucket", key)
                .header("x-oss-server-side-encryption")
                .isPresent();
    }

    private static long encrypted(Ring ring) {
        return KEYS.stream().filter(key -> isEncrypted(ring, key)).count();
    }

    private static String status(Ring ring, String id) {
        return ring.administration()
                .succeed(COFFER, "GetRewrap", "BucketName", "bucket", "RewrapId", id)
                .text("/Status");
    }

    @Test
    void anotherOneGoesOnWithWhatTheKeeperLeft() {
        String id = new Rewrapping(other).start("bucket").text("/RewrapId");
        assertThat(keeper.administration()
                        .call(COFFER, "StartRewrap", "BucketName", "bucket")
                        .outcome())
                .isEqualTo("409 RewrapInProgress");
        assertThat(status(keeper, id)).isEqualTo("Running");
        await().until(() -> KEYS.stream().anyMatch(key -> isEncrypted(other, key)));
        assertThat(other.keepsHouse()).isFalse();

        keeper.abandonLease();
        await().until(other::keepsHouse);
        assertThat(keeper.keepsHouse()).isFalse();
        await().until(() -> status(keeper, id).equals("Finished"));
        assertThat(status(other, id)).isEqualTo("Finished");
        assertThat(encrypted(other)).isEqualTo(KEYS.size());
        KEYS.forEach(key -> assertThat(keeper.owner().get("bucket", key).text()).isEqualTo("of " + key));
        // and the bucket is free for the next one, at either
        String next = new Rewrapping(keeper).start("bucket", "DryRun", "true").text("/RewrapId");
        await().until(() -> status(keeper, next).equals("Finished"));
    }

    @Test
    void aJobCanBeCancelledWhereItDoesNotRun() {
        String id = new Rewrapping(keeper).start("bucket").text("/RewrapId");
        await().until(() -> encrypted(other) > 0);
        assertThat(other.administration()
                        .succeed(COFFER, "CancelRewrap", "BucketName", "bucket", "RewrapId", id)
                        .text("/Status"))
                .isEqualTo("Cancelled");
        assertThat(status(keeper, id)).isEqualTo("Cancelled");
        // the one that works on it learns of it within seconds; only then the next one begins
        String next = new Rewrapping(other).start("bucket").text("/RewrapId");
        await().until(() -> status(other, next).equals("Finished"));
        assertThat(status(other, id)).isEqualTo("Cancelled");
        assertThat(encrypted(keeper)).isEqualTo(KEYS.size());
    }

    @Test
    void aKeeperThatStopsInOrderGivesTheLeaseBack() {
        keeper.close();
        await().until(other::keepsHouse);
    }
}
