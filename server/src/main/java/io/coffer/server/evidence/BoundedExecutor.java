package io.coffer.server.evidence;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A few threads behind a short queue: whoever gives work waits when there is enough of it. Closing waits for the end. */
final class BoundedExecutor implements Executor, AutoCloseable {
    private static final int WAITING_PER_THREAD = 4;

    private final ExecutorService threads;
    private final Semaphore room;
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

    BoundedExecutor(int count) {
        this.threads = Executors.newFixedThreadPool(
                count, Thread.ofPlatform().daemon().name("coffer-verify-", 0).factory());
        this.room = new Semaphore(count * WAITING_PER_THREAD);
    }

    @Override
    public void execute(Runnable task) {
        room.acquireUninterruptibly();
        threads.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException unexpected) {
                failure.compareAndSet(null, unexpected);
            } finally {
                room.release();
            }
        });
    }

    /** @throws RuntimeException of the first task that failed */
    @Override
    public void close() {
        threads.shutdown();
        try {
            while (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException interrupted) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        RuntimeException unexpected = failure.get();
        if (unexpected != null) {
            throw unexpected;
        }
    }
}
