package io.coffer.ozone;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hadoop.hdds.conf.OzoneConfiguration;
import org.apache.hadoop.hdds.protocol.proto.HddsProtos.ReplicationFactor;
import org.apache.hadoop.ozone.MiniOzoneCluster;
import org.apache.ozone.test.GenericTestUtils;

/**
 * A whole Ozone cluster in one process, for tests. Says {@code ready HOST:PORT} of its manager when it serves, and ends with
 * its standard input. Arguments: how many datanodes. Its files are in {@code java.io.tmpdir}.
 */
public final class MiniCluster {
    private static final int MOST_SKIPPED = 16_000;

    private MiniCluster() {}

    public static void main(String[] arguments) throws Exception {
        int datanodes = Integer.parseInt(arguments[0]);
        try (MiniOzoneCluster cluster = start(datanodes)) {
            System.out.println("ready " + cluster.getConf().get("ozone.om.address"));
            awaitEndOfInput();
        }
        System.exit(0);
    }

    private static MiniOzoneCluster start(int datanodes) throws Exception {
        scatterPorts();
        OzoneConfiguration configuration = new OzoneConfiguration();
        // heartbeats and their evaluation are what a start waits for
        configuration.set("hdds.heartbeat.interval", "1s");
        configuration.set("ozone.scm.heartbeat.thread.interval", "500ms");
        configuration.set("ozone.scm.pipeline.creation.interval", "1s");
        configuration.set("hdds.scm.wait.time.after.safemode.exit", "0s");
        configuration.set("hdds.container.report.interval", "1s");
        configuration.set("hdds.pipeline.report.interval", "1s");
        configuration.set("ozone.om.s3.grpc.server_enabled", "false");
        configuration.set("hdds.scm.safemode.min.datanode", Integer.toString(datanodes));
        MiniOzoneCluster cluster = MiniOzoneCluster.newBuilder(configuration)
                .setNumDatanodes(datanodes)
                .build();
        cluster.waitForClusterToBeReady();
        cluster.waitForPipelineTobeReady(datanodes < 3 ? ReplicationFactor.ONE : ReplicationFactor.THREE, 60_000);
        return cluster;
    }

    /** They are given out in order from 15000 on, free or not: two clusters on one machine would meet. */
    private static void scatterPorts() {
        int skipped = ThreadLocalRandom.current().nextInt(MOST_SKIPPED);
        for (int i = 0; i < skipped; i++) {
            GenericTestUtils.PortAllocator.getFreePort();
        }
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // whoever started it holds the other end
        }
    }
}
