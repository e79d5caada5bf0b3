package io.coffer.server.ring;

import static io.coffer.server.ring.Administration.COFFER;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.main.OfflineTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;

/** A server with a store on the embedded engine, and a storage that servers share, into which it may go. */
abstract class MigrationScene {
    static final String UNBOUND = "mebibytes-per-second: 0";

    @TempDir
    Path directory;

    private final String targetStorage;

    /** @param targetStorage what stands behind {@code storage:} in a gateway's configuration, in one line */
    MigrationScene(String targetStorage) {
        this.targetStorage = targetStorage;
    }

    String targetStorage() {
        return targetStorage;
    }

    Path data() {
        return directory.resolve("data");
    }

    String section(String bound) {
        return "migration: {target: " + targetStorage + ", " + bound + "}";
    }

    Ring source(String... more) {
        return Ring.on(data(), more.length == 0 ? new String[] {section(UNBOUND)} : more);
    }

    Ring gateway() {
        return gateway(Path.of(data() + ".root-key"));
    }

    Ring gateway(Path rootKey) {
        return Ring.sharing(
                "storage: " + targetStorage,
                directory.resolve("gateway"),
                "root-key: " + rootKey,
                "gateways: {lease-seconds: 3}");
    }

    OfflineTools.Result finish(String... more) throws IOException {
        Path configuration = directory.resolve("finish.yaml");
        Files.writeString(configuration, section(UNBOUND) + "\n");
        return OfflineTools.migrateFinish(configuration, data(), more);
    }

    static Administration.Reply await(Ring ring) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> ring.administration().succeed(COFFER, "GetMigration"),
                        reply -> !reply.text("/Status").equals("Running"));
    }

    static Administration.Reply migrate(Ring ring) {
        ring.administration().succeed(COFFER, "StartMigration");
        return await(ring);
    }

    static void requireCaughtUp(Administration.Reply state) {
        assertThat(state.text("/Status")).as("%s", state.body()).isEqualTo("CaughtUp");
    }
}
