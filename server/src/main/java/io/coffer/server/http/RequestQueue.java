package io.coffer.server.http;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets a bounded number of requests run at the same time. Some more wait for them, for a while; all others are told at
 * once that the server is busy, which costs next to nothing, so it recovers as soon as fewer come.
 */
final class RequestQueue {
    private final Semaphore running;
    private final AtomicInteger waiting = new AtomicInteger();
    private final HttpSettings.Waiting bounds;

    RequestQueue(int running, HttpSettings.Waiting bounds) {
        this.running = new Semaphore(running, true);
        this.bounds = bounds;
    }

    /** Runs one of both in this thread, which may wait. */
    void pass(Runnable serve, Runnable refuse) {
        if (!enter()) {
            refuse.run();
            return;
        }
        try {
            serve.run();
        } finally {
            running.release();
        }
    }

    private boolean enter() {
        if (running.tryAcquire()) {
            return true;
        }
        if (waiting.incrementAndGet() > bounds.requests()) {
            waiting.decrementAndGet();
            return false;
        }
        try {
            return running.tryAcquire(bounds.longest().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting.decrementAndGet();
        }
    }
}
