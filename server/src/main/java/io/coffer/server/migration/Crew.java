package io.coffer.server.migration;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks at once: sixteen for small bodies, four for large ones, of which engines hold megabytes in memory. The first
 * failure ends it. No thread of it is interrupted, since that could close files which others read.
 */
final class Crew implements AutoCloseable {
    private static final int UNITS = 64;
    private static final int LEAST = 4;
    private static final int MOST = 16;
    private static final long UNIT_BYTES = 1L << 20;

    private final Semaphore units = new Semaphore(UNITS);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    /**
     * Waits until there is room, and starts the task.
     *
     * @param bytes of the body that the task works on
     * @throws RuntimeException of a task before
     */
    void run(long bytes, Runnable task) {
        throwFailure();
        int needed = Math.clamp(bytes / UNIT_BYTES, LEAST, MOST);
        units.acquireUninterruptibly(needed);
        threads.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException failed) {
                failure.compareAndSet(null, failed);
            } finally {
                units.release(needed);
            }
        });
    }

    /** Waits for all tasks. */
    void await() {
        units.acquireUninterruptibly(UNITS);
        units.release(UNITS);
        throwFailure();
    }

    private void throwFailure() {
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    /** Waits for all tasks, whatever comes of them. */
    @Override
    public void close() {
        units.acquireUninterruptibly(UNITS);
        threads.shutdown();
    }
}
