package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gateways of a former version and of this one over one store: one after the other is replaced under load, and one goes back.
 * {@code coffer.former} is a checkout of the former version, {@code coffer.failures.seconds} how long the load goes on between.
 */
@Tag("full")
class RollingUpgradeTest {
    private static final Duration BETWEEN = Duration.ofSeconds(Long.getLong("coffer.failures.seconds", 30));
    private static final int LEAST_PART = 102_400;

    @TempDir
    private Path directory;

    @Test
    void gatewaysAreReplacedOneAfterTheOther() throws Exception {
        Optional<Path> former =
                Optional.ofNullable(System.getProperty("coffer.former")).map(Path::of);
        assumeTrue(former.isPresent(), "no checkout of a former version is named by coffer.former");
        Path place = directory.resolve("cluster");
        LaunchedCluster cluster = new LaunchedCluster(place);
        LaunchedCluster before = new LaunchedCluster(place, former.orElseThrow());
        try (cluster) {
            before.start();
            // the ports are the same for both
            cluster.start();
            replace(cluster, before);
        }
    }

    private static void replace(LaunchedCluster cluster, LaunchedCluster before) throws Exception {
        cluster.client(0).create("load").putRule("load", "AES256");
        cluster.client(0).create("versions").putRule("versions", "KMS");
        version(cluster.client(0));
        String upload = begin(cluster.client(1));
        part(cluster.client(1), upload, 1);
        SteadyLoad load = new SteadyLoad(cluster, "load");
        try (load) {
            load.start();
            pass("both of the former version", load);
            renew("gateway1", cluster, load);
            pass("the first one of this version", load);
            part(cluster.client(0), upload, 2);
            requireSame(cluster, upload);
            renew("gateway2", cluster, load);
            pass("both of this version", load);
            renew("gateway1", before, load);
            pass("the first one of the former version again", load);
            complete(cluster, upload);
        }
        LoadOutcome outcome = new LoadOutcome(cluster, "load", load);
        System.out.printf(
                "upgrade: %d acknowledged objects, all there; the counter is at %d, as was acknowledged; %d calls without a"
                        + " clear answer%n",
                outcome.requireAllThere(), outcome.requireExactCount(), load.troubles());
    }

    private static void version(Client client) {
        assertThat(client.bucket(PUT, "versions")
                        .with("versioning")
                        .body("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
                        .send()
                        .outcome())
                .isEqualTo("200");
        client.put("versions", "object", "first");
        client.put("versions", "object", "second");
    }

    /** It drains, so that nobody's request is broken off. */
    private static void renew(String gateway, LaunchedCluster version, SteadyLoad load) throws Exception {
        load.takeLongestPause();
        version.terminate(gateway);
        version.start();
        System.out.printf(
                "upgrade: %s replaced, longest pause of a client %d ms%n",
                gateway, load.takeLongestPause().toMillis());
    }

    private static void pass(String state, SteadyLoad load) throws InterruptedException {
        int writes = load.writes();
        load.takeLongestPause();
        Thread.sleep(BETWEEN);
        System.out.printf(
                "upgrade: %s: %d writes, longest pause of a client %d ms%n",
                state, load.writes() - writes, load.takeLongestPause().toMillis());
        assertThat(load.writes()).isGreaterThan(writes);
    }

    private static String begin(Client client) {
        return client.object(POST, "versions", "parts")
                .with("uploads")
                .send()
                .element("UploadId")
                .orElseThrow();
    }

    private static void part(Client client, String upload, int number) {
        assertThat(client.object(PUT, "versions", "parts")
                        .with("partNumber", Integer.toString(number))
                        .with("uploadId", upload)
                        .body(Rewrapping.bytes(LEAST_PART, number))
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    /** What one version of the program says, the other says too. */
    private static void requireSame(LaunchedCluster cluster, String upload) {
        for (int gateway = 0; gateway < 2; gateway++) {
            Client client = cluster.client(gateway);
            assertThat(client.get("versions", "object").text()).isEqualTo("second");
            String listed =
                    client.bucket(GET, "versions").with("versions").send().text();
            assertThat(listed.split("<Version>", -1)).hasSize(3);
            assertThat(client.object(GET, "versions", "parts")
                            .with("uploadId", upload)
                            .send()
                            .text()
                            .split("<Part>", -1))
                    .hasSize(3);
            assertThat(client.bucket(GET, "versions").with("encryption").send().element("SSEAlgorithm"))
                    .contains("KMS");
        }
    }

    /** Begun by the former version, gone on with by this one, ended by the former one. */
    private static void complete(LaunchedCluster cluster, String upload) {
        assertThat(cluster.client(0)
                        .object(POST, "versions", "parts")
                        .with("uploadId", upload)
                        .header("x-oss-complete-all", "yes")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(cluster.client(1).get("versions", "parts").body()).hasSize(2 * LEAST_PART);
    }
}
