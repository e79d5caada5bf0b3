package io.coffer.encryption.guard;

import io.coffer.encryption.KeyManagement;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The chain before a key service, outermost first: cache, breaker, deadline, limit. */
public final class GuardedKeyManagement {
    private GuardedKeyManagement() {}

    /**
     * @param callsAtOnce further ones wait, within their deadline
     * @param deadline of one call, the wait for its turn included
     * @param failuresToOpen in a row, after which calls are refused without being made
     * @param pause until one call is let through to see
     * @param keep how long an opened key is used again; zero keeps none
     * @param keepAtMost opened keys in memory
     */
    public record Limits(
            int callsAtOnce, Duration deadline, int failuresToOpen, Duration pause, Duration keep, int keepAtMost) {}

    public static CachedUnwraps before(KeyManagement service, Limits limits) {
        return before(service, limits, System::nanoTime);
    }

    static CachedUnwraps before(KeyManagement service, Limits limits, LongSupplier nanoTime) {
        KeyManagement limited = new LimitedCalls(service, limits.callsAtOnce());
        KeyManagement timed = new TimedCalls(limited, limits.deadline());
        KeyManagement breakable = new BreakableCalls(timed, limits.failuresToOpen(), limits.pause(), nanoTime);
        return new CachedUnwraps(breakable, limits.keep(), limits.keepAtMost(), nanoTime);
    }
}
