package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long bodies come whole, whichever datanode dies while it sends them, or before. */
@Tag("full")
class LongBodiesOnDevClusterTest {
    private static final int LENGTH = 24 * 1024 * 1024 + 77;
    /** 8 MiB/s, so that a read takes three seconds */
    private static final String SLOWLY = Integer.toString(8 * 1024 * 1024 * 8);

    @Test
    void eachDatanodeMayDieMeanwhile(@TempDir Path directory) throws Exception {
        try (LaunchedCluster cluster = new LaunchedCluster(directory.resolve("cluster"))) {
            cluster.start("--datanodes", "4");
            byte[] body = Rewrapping.bytes(LENGTH, 1);
            Client writer = cluster.client(0);
            writer.create("long").putRule("long", "AES256");
            assertThat(writer.object(PUT, "long", "body").body(body).send().outcome())
                    .isEqualTo("200");
            for (String datanode : List.of("datanode1", "datanode2", "datanode3", "datanode4")) {
                requireWhole(cluster, datanode, body);
            }
        }
    }

    private static void requireWhole(LaunchedCluster cluster, String datanode, byte[] body) throws Exception {
        // each gateway has its own memory of datanodes in trouble
        for (int gateway = 0; gateway < 2; gateway++) {
            Client reader = cluster.client(gateway);
            assertThat(reader.get("long", "body").body()).isEqualTo(body);
        }
        List<CompletableFuture<Answer>> reads = List.of(slow(cluster.client(0)), slow(cluster.client(1)));
        Thread.sleep(1000);
        cluster.kill(datanode);
        for (CompletableFuture<Answer> read : reads) {
            assertThat(read.get(1, TimeUnit.MINUTES).body()).as(datanode).isEqualTo(body);
        }
        assertThat(cluster.client(0).get("long", "body").body()).isEqualTo(body);
        cluster.start();
    }

    private static CompletableFuture<Answer> slow(Client reader) {
        return CompletableFuture.supplyAsync(() -> reader.object(GET, "long", "body")
                .header("x-oss-traffic-limit", SLOWLY)
                .send());
    }
}
