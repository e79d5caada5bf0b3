package io.coffer.server.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./coffer dev-cluster start|status|stop}, as its user calls it. */
@Tag("full")
class DevClusterTest {
    @TempDir
    private Path directory;

    @Test
    void startsStopsAndGoesOn() throws Exception {
        LaunchedCluster cluster = new LaunchedCluster(directory.resolve("cluster"));
        assertThat(cluster.run("status").status()).isEqualTo(1);
        assertThat(cluster.run("begin").status()).isNotZero();
        try (cluster) {
            cluster.start();
            assertThat(cluster.run("status").status()).isZero();
            cluster.client(0).create("bucket").put("bucket", "object", "text");
            assertThat(cluster.client(1).get("bucket", "object").text()).isEqualTo("text");

            cluster.kill("gateway2");
            LaunchedCluster.Outcome status = cluster.run("status");
            assertThat(status.status()).isEqualTo(3);
            assertThat(status.output()).contains("gateway1 running", "gateway2 stopped");
            cluster.start();
            assertThat(cluster.client(1).get("bucket", "object").text()).isEqualTo("text");

            assertThat(cluster.run("stop").status()).isZero();
            assertThat(cluster.run("status").output()).doesNotContain("running");
            cluster.start();
            assertThat(cluster.client(1).get("bucket", "object").text()).isEqualTo("text");
        }
        assertThat(cluster.run("status").status()).isEqualTo(3);
    }
}
