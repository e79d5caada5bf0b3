package io.coffer.encryption.guard;

import io.coffer.encryption.KeyManagement;
import java.time.Duration;
import java.util.function.Supplier;

/** A deadline for each call. */
final class TimedCalls extends GuardedCalls {
    private final Deadline deadline;

    TimedCalls(KeyManagement next, Duration deadline) {
        super(next);
        this.deadline = new Deadline(deadline);
    }

    @Override
    <T> T guard(Supplier<T> call) {
        return deadline.within(call);
    }
}
