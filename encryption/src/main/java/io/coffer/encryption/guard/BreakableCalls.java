package io.coffer.encryption.guard;

import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A circuit breaker. After so many failures in a row it is open, and calls are refused without being made. After a pause
 * one call is let through to see; when it succeeds the breaker closes, otherwise another pause begins. Only
 * {@link Kind#UNAVAILABLE} is a failure: a service that refuses is there.
 */
final class BreakableCalls extends GuardedCalls {
    private final int failuresToOpen;
    private final long pauseNanos;
    private final LongSupplier nanoTime;
    private final ReentrantLock state = new ReentrantLock();

    private int failures;
    private long openSince;
    private boolean probing;

    BreakableCalls(KeyManagement next, int failuresToOpen, Duration pause, LongSupplier nanoTime) {
        super(next);
        this.failuresToOpen = failuresToOpen;
        this.pauseNanos = pause.toNanos();
        this.nanoTime = nanoTime;
    }

    @Override
    <T> T guard(Supplier<T> call) {
        boolean probe = admit();
        boolean answered = false;
        try {
            T result = call.get();
            answered = true;
            return result;
        } catch (KeyManagementException refusal) {
            answered = refusal.kind() != Kind.UNAVAILABLE;
            throw refusal;
        } finally {
            settle(probe, answered);
        }
    }

    /** @return whether this call is the one to see by */
    private boolean admit() {
        state.lock();
        try {
            if (failures < failuresToOpen) {
                return false;
            }
            if (probing || nanoTime.getAsLong() - openSince < pauseNanos) {
                throw new KeyManagementException(
                        Kind.UNAVAILABLE,
                        "the key service failed " + failures + " times in a row and is not asked now");
            }
            probing = true;
            return true;
        } finally {
            state.unlock();
        }
    }

    private void settle(boolean probe, boolean answered) {
        state.lock();
        try {
            if (probe) {
                probing = false;
            }
            if (answered) {
                failures = 0;
            } else {
                failures = Math.min(failures + 1, Integer.MAX_VALUE - 1);
                openSince = nanoTime.getAsLong();
            }
        } finally {
            state.unlock();
        }
    }
}
