package io.coffer.server.lease;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Attends to a lease from its start to its end, several times within the lease's duration. */
public final class LeaseThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseThread.class);
    private static final int TIMES = 6;
    private static final long CLOSE_SECONDS = 10;

    private final Lease lease;
    private final Duration duration;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("lease").daemon().factory());

    public LeaseThread(Lease lease, Duration duration) {
        this.lease = lease;
        this.duration = duration;
    }

    public void start() {
        // never done, and its failures are caught
        ScheduledFuture<?> unused = executor.scheduleWithFixedDelay(
                this::attendQuietly, 0, duration.toMillis() / TIMES, TimeUnit.MILLISECONDS);
    }

    private void attendQuietly() {
        try {
            lease.attend();
        } catch (RuntimeException failure) {
            LOG.warn("the lease cannot be attended to now: {}", failure.toString());
        }
    }

    /** Stops and leaves the lease to run out, as when the process dies; for tests of that. */
    public void abandon() {
        executor.shutdownNow();
    }

    /** Gives the lease back. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.info("the lease is left to run out");
                executor.shutdownNow();
                return;
            }
            lease.release();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
