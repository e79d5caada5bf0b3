package io.coffer.storage.ozone;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.apache.hadoop.ozone.client.io.OzoneOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes and reads one short key before anybody waits for it: the first call to the datanodes loads hundreds of classes and
 * opens connections, which takes seconds on a busy machine.
 */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    /** Neither a record's nor a body's; each start writes over it. */
    private static final String KEY = "warm-up";

    private static final byte[] CONTENT = {1};

    /** After that the engine serves all the same. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private WarmUp() {}

    /** A failure is only logged: what is asked for may not need what failed. */
    static void run(OzoneCluster cluster, String bucket) {
        Thread thread = Thread.ofVirtual().name("ozone-warm-up").start(() -> {
            try {
                pass(cluster, bucket);
            } catch (IOException | RuntimeException failure) {
                LOG.warn("the first write and read of this gateway failed: {}", failure.getMessage());
            }
        });
        try {
            if (!thread.join(PATIENCE)) {
                LOG.warn("the first write and read of this gateway take longer than {} s", PATIENCE.toSeconds());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(OzoneCluster cluster, String bucket) throws IOException {
        try (OzoneOutputStream out = cluster.createBody(bucket, KEY, CONTENT.length)) {
            out.write(CONTENT);
        }
        try (InputStream in = cluster.contents().from(cluster.locate(bucket, KEY), 0, CONTENT.length)) {
            in.readAllBytes();
        }
    }
}
