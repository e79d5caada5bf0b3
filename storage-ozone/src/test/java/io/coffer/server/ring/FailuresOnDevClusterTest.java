package io.coffer.server.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.ring.LaunchedCluster.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes of a cluster are killed under load: three managers, four datanodes, two gateways. Nothing acknowledged is lost, a
 * counter is exact, and the longest pauses are printed. Takes some minutes. {@code coffer.failures.seconds} is how long the
 * load goes on after each blow, and again after the process was started again.
 */
@Tag("full")
class FailuresOnDevClusterTest {
    private static final Duration AFTERWARDS = Duration.ofSeconds(Long.getLong("coffer.failures.seconds", 30));
    private static final List<String> MANAGERS = List.of("om1", "om2", "om3");
    private static final List<String> SERVERS = List.of(
            "scm", "datanode1", "datanode2", "datanode3", "datanode4", "om1", "om2", "om3", "gateway1", "gateway2");

    @TempDir
    private static Path directory;

    private static LaunchedCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = new LaunchedCluster(directory.resolve("cluster"));
        cluster.start("--managers", "3", "--datanodes", "4");
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        Outcome stopped = cluster.run("status");
        assertThat(stopped.status()).isEqualTo(3);
        SERVERS.forEach(server -> assertThat(stopped.output()).contains(server + " stopped"));
    }

    private static void say(String format, Object... values) {
        System.out.printf("failures: " + format + "%n", values);
    }

    @Test
    void nothingAcknowledgedIsLost() throws Exception {
        Outcome status = cluster.run("status");
        assertThat(status.status()).isZero();
        SERVERS.forEach(server -> assertThat(status.output()).contains(server + " running"));
        assertThat(cluster.run("start", "--managers", "5").status()).isEqualTo(1);

        cluster.client(0).create("load").putRule("load", "AES256");
        SteadyLoad load = new SteadyLoad(cluster, "load");
        try (load) {
            load.start();
            Thread.sleep(AFTERWARDS);
            measureWithoutTrouble(load);
            blow("gateway1", load);
            blow("datanode2", load);
            blow("datanode3", load);
            blow(leader(), load);
            blow(leader(), load);
            blow("gateway2", load);
        }
        say("%d writes acknowledged, %d calls without a clear answer", load.writes(), load.troubles());
        LoadOutcome outcome = new LoadOutcome(cluster, "load", load);
        say("0 of %d acknowledged objects are lost", outcome.requireAllThere());
        say("the counter is at %d, as many counts were acknowledged", outcome.requireExactCount());
        measureReads(load);
    }

    private static String leader() {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> cluster.leader(MANAGERS), Optional::isPresent)
                .orElseThrow();
    }

    private static void blow(String server, SteadyLoad load) throws Exception {
        load.takeLongestPause();
        cluster.kill(server);
        Thread.sleep(AFTERWARDS);
        Duration pause = load.takeLongestPause();
        cluster.start();
        Thread.sleep(AFTERWARDS);
        say(
                "%s killed: longest pause of a client %d ms, and %d ms when it was started again",
                server, pause.toMillis(), load.takeLongestPause().toMillis());
    }

    /** What a write costs the gateways' processors, the warm-up apart. */
    private static void measureWithoutTrouble(SteadyLoad load) throws Exception {
        Duration before = used();
        int writes = load.writes();
        load.takeLongestPause();
        Thread.sleep(AFTERWARDS);
        int done = load.writes() - writes;
        say(
                "without trouble %d writes of 4 KiB and counts in %d s, %d µs of the gateways' processor time each,"
                        + " longest pause %d ms",
                done,
                AFTERWARDS.toSeconds(),
                used().minus(before).toNanos() / 1000 / Math.max(1, done),
                load.takeLongestPause().toMillis());
    }

    private static Duration used() throws Exception {
        return cluster.used("gateway1").plus(cluster.used("gateway2"));
    }

    private static void measureReads(SteadyLoad load) throws Exception {
        List<String> keys = load.acknowledged().keySet().stream().limit(300).toList();
        Duration before = used();
        long begun = System.nanoTime();
        for (int round = 0; round < 2; round++) {
            keys.parallelStream().forEach(load::read);
        }
        say(
                "reads of 4 KiB: %d a second, %d µs of the gateways' processor time each",
                2L * keys.size() * 1_000_000_000 / (System.nanoTime() - begun),
                used().minus(before).toNanos() / 1000 / (2L * keys.size()));
    }
}
