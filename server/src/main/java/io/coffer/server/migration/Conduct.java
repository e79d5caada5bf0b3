package io.coffer.server.migration;

import io.coffer.server.posture.Throttle;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * How fast bodies are carried, and whether still.
 *
 * @param stopped asked often, by many threads
 */
public record Conduct(Throttle throttle, BooleanSupplier stopped) {
    private static final int LOOKS = 20;

    /** As fast as it goes, to the end. */
    public static final Conduct UNBOUND = new Conduct(new Throttle(0, 0), () -> false);

    /** @throws CancellationException when it was stopped */
    void requireGoingOn() {
        if (stopped.getAsBoolean()) {
            throw new CancellationException("the migration was stopped");
        }
    }

    /** Waits for the turn of bytes that were read. */
    void read(long bytes) {
        requireGoingOn();
        wait(() -> throttle.bytes(bytes));
    }

    /** Waits, and looks in between whether it was stopped. */
    void pause(Duration duration) {
        for (int look = 0; look < LOOKS; look++) {
            requireGoingOn();
            wait(() -> Thread.sleep(duration.dividedBy(LOOKS)));
        }
    }

    /** Takes time. */
    @FunctionalInterface
    private interface Wait {
        void run() throws InterruptedException;
    }

    private static void wait(Wait wait) {
        try {
            wait.run();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the migration was interrupted");
        }
    }
}
