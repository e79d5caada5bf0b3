package io.coffer.storage.ozone;

import io.coffer.storage.Attributes;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Once a day, by one of the gateways, goes through all spaces for what crashes left. */
final class OrphanSweep {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanSweep.class);
    private static final Name LAST = Name.of("sweep");
    private static final Duration EVERY = Duration.ofDays(1);
    private static final Duration LOOK = Duration.ofMinutes(10);

    private final OzoneCluster cluster;
    private final Spaces spaces;
    private volatile @Nullable Thread thread;

    OrphanSweep(OzoneCluster cluster, Spaces spaces) {
        this.cluster = cluster;
        this.spaces = spaces;
    }

    void start() {
        thread = Thread.ofVirtual().name("ozone-sweep").start(this::run);
    }

    void stop() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    private void run() {
        while (!cluster.isClosed()) {
            try {
                Thread.sleep(LOOK);
                if (isMine(System.currentTimeMillis())) {
                    sweep(Spaces.UNCLAIMED);
                }
            } catch (InterruptedException stopped) {
                return;
            } catch (StorageException | IOException failure) {
                if (!cluster.isClosed()) {
                    LOG.warn("the sweep of the Ozone volume is given up for today: {}", failure.getMessage());
                }
            }
        }
    }

    /** Whoever moves the time of the last sweep does the next one. */
    boolean isMine(long now) {
        Optional<Entry> last = spaces.register().head(LAST);
        long before = last.map(
                        entry -> ByteBuffer.wrap(entry.attributes().bytes()).getLong())
                .orElse(0L);
        if (now - before < EVERY.toMillis()) {
            return false;
        }
        try {
            spaces.register()
                    .commit(
                            LAST,
                            new Attributes(
                                    ByteBuffer.allocate(Long.BYTES).putLong(now).array()),
                            last.map(entry -> Condition.generation(entry.generation()))
                                    .orElse(Condition.ABSENT));
            return true;
        } catch (StorageException other) {
            if (other.kind() == Kind.CONFLICT) {
                return false;
            }
            throw other;
        }
    }

    /** @return how many keys were freed */
    int sweep(Duration unclaimed) throws IOException {
        int freed = 0;
        for (OzoneSpace space : spaces.all()) {
            SpaceSweep sweep = new SpaceSweep(cluster, space, unclaimed, cluster.carrying());
            try {
                freed += sweep.clearMarks() + sweep.deleteUnclaimed();
            } catch (IOException failure) {
                if (!Failures.isAbsentBucket(failure)) {
                    throw failure;
                }
            }
        }
        if (freed > 0) {
            LOG.info("{} keys that crashes had left were freed", freed);
        }
        return freed;
    }
}
