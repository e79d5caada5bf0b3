package io.coffer.server.posture;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Keeps work in the background from taking the whole machine. What was not used is not saved up.
 */
public final class Throttle {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long entriesPerSecond;
    private final long bytesPerSecond;
    private long free = System.nanoTime();

    /**
     * @param entriesPerSecond 0 for no limit
     * @param bytesPerSecond of bodies that are written again; 0 for no limit
     */
    public Throttle(long entriesPerSecond, long bytesPerSecond) {
        this.entriesPerSecond = entriesPerSecond;
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Waits for the turn of one entry. */
    void entry() throws InterruptedException {
        pass(entriesPerSecond == 0 ? 0 : NANOS / entriesPerSecond);
    }

    /** Waits for what was written already: how long a body is, is known when it is there. */
    public void bytes(long written) throws InterruptedException {
        pass(bytesPerSecond == 0 ? 0 : (long) ((double) written / bytesPerSecond * NANOS));
    }

    private void pass(long cost) throws InterruptedException {
        if (cost == 0) {
            return;
        }
        long wait;
        synchronized (this) {
            long now = System.nanoTime();
            free = Math.max(free, now) + cost;
            wait = free - now;
        }
        Thread.sleep(Duration.ofNanos(wait));
    }
}
