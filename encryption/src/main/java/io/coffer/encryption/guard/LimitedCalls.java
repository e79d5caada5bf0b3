package io.coffer.encryption.guard;

import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** At most so many calls at the same time; further ones wait for their turn. An interrupt ends the wait. */
final class LimitedCalls extends GuardedCalls {
    private final Semaphore places;

    LimitedCalls(KeyManagement next, int atOnce) {
        super(next);
        this.places = new Semaphore(atOnce, true);
    }

    @Override
    <T> T guard(Supplier<T> call) {
        try {
            places.acquire();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KeyManagementException(
                    Kind.UNAVAILABLE, "no call to the key service became free in time", interrupted);
        }
        try {
            return call.get();
        } finally {
            places.release();
        }
    }
}
