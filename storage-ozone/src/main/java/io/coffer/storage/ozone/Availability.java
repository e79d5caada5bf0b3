package io.coffer.storage.ozone;

import io.coffer.storage.EngineHealth;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whether the cluster answers: known from the calls made anyway, asked for when there were none. */
final class Availability {
    /** A question to the manager that changes nothing. */
    @FunctionalInterface
    interface Probe {
        Object ask() throws IOException;
    }

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Probe probe;
    private final AtomicReference<@Nullable CompletableFuture<EngineHealth>> asking = new AtomicReference<>();
    private volatile long workedAt = System.nanoTime();
    private volatile boolean doubtful = true;

    Availability(Probe probe) {
        this.probe = probe;
    }

    void worked() {
        workedAt = System.nanoTime();
        doubtful = false;
    }

    /** @return the failure, to be thrown */
    IOException failed(IOException failure) {
        if (!Failures.isDefinite(failure)) {
            doubtful = true;
        }
        return failure;
    }

    /** Waits three seconds at most. */
    EngineHealth health() {
        if (!doubtful && System.nanoTime() - workedAt < FRESH.toNanos()) {
            return new EngineHealth(true, "");
        }
        try {
            return ask().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            return unwritable("the Ozone manager does not answer within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException failure) {
            return unwritable(String.valueOf(failure.getCause()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return unwritable("interrupted");
        }
    }

    /** One question at a time, however many wait for its answer. */
    private CompletableFuture<EngineHealth> ask() {
        CompletableFuture<EngineHealth> mine = new CompletableFuture<>();
        CompletableFuture<EngineHealth> other = asking.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        Thread.ofVirtual().name("ozone-health").start(() -> {
            EngineHealth answer = answer();
            asking.set(null);
            mine.complete(answer);
        });
        return mine;
    }

    private EngineHealth answer() {
        try {
            probe.ask();
            worked();
            return new EngineHealth(true, "");
        } catch (IOException | RuntimeException failure) {
            return unwritable("the Ozone manager cannot be asked: " + failure.getMessage());
        }
    }

    private static EngineHealth unwritable(String reason) {
        return new EngineHealth(false, reason);
    }
}
