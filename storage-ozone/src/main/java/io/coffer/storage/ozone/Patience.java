package io.coffer.storage.ozone;

import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.time.Duration;

/** Waits a little longer each time, and not for ever. */
final class Patience {
    private static final long FIRST_MILLIS = 2;
    private static final long LONGEST_MILLIS = 100;

    private final long end;
    private long next = FIRST_MILLIS;

    Patience(Duration whole) {
        end = System.nanoTime() + whole.toNanos();
    }

    /** @throws StorageException of kind {@link Kind#UNAVAILABLE} with the reason when the time is over */
    void spend(String reason) {
        if (System.nanoTime() - end > 0) {
            throw new StorageException(Kind.UNAVAILABLE, reason);
        }
        try {
            Thread.sleep(next);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StorageException(Kind.UNAVAILABLE, "interrupted: " + reason, interrupted);
        }
        next = Math.min(2 * next, LONGEST_MILLIS);
    }
}
