package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five datanodes that keep long bodies as three parts of data and two of parity; two of them may be away for a reader. */
@Tag("full")
class ErasureCodingOnDevClusterTest {
    /** More than one stripe of three cells of 1 MiB, and no whole number of cells. */
    private static final int LONG = 7 * 1024 * 1024 + 4321;

    @Test
    void bodiesAreReadWithTwoDatanodesAway(@TempDir Path directory) throws Exception {
        try (LaunchedCluster cluster = new LaunchedCluster(directory.resolve("cluster"))) {
            cluster.start("--datanodes", "5", "--replication", "EC/rs-3-2-1024k");
            readWithTwoDatanodesAway(cluster);
        }
    }

    private static void readWithTwoDatanodesAway(LaunchedCluster cluster) throws Exception {
        assertThat(cluster.run("start", "--replication", "RATIS/THREE").status())
                .isEqualTo(1);
        Client writer = cluster.client(0);
        Client reader = cluster.client(1);
        writer.create("coded").putRule("coded", "AES256");
        byte[] body = Rewrapping.bytes(LONG, 1);
        assertThat(writer.object(PUT, "coded", "long").body(body).send().outcome())
                .isEqualTo("200");
        assertThat(writer.object(PUT, "coded", "short").body("short").send().outcome())
                .isEqualTo("200");
        requireWhole(reader, body);
        cluster.kill("datanode2");
        requireWhole(reader, body);
        cluster.kill("datanode4");
        requireWhole(reader, body);
        cluster.start();
        byte[] other = Rewrapping.bytes(LONG, 2);
        assertThat(reader.object(PUT, "coded", "long").body(other).send().outcome())
                .isEqualTo("200");
        requireWhole(writer, other);
    }

    private static void requireWhole(Client reader, byte[] body) {
        assertThat(reader.get("coded", "long").body()).isEqualTo(body);
        int from = 3 * 1024 * 1024 - 10;
        Answer range = reader.object(GET, "coded", "long")
                .header("Range", "bytes=" + from + "-" + (from + 19))
                .send();
        assertThat(range.status()).isEqualTo(206);
        assertThat(range.body()).isEqualTo(Arrays.copyOfRange(body, from, from + 20));
        assertThat(reader.get("coded", "short").text()).isEqualTo("short");
    }
}
