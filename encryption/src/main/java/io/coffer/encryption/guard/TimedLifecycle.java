package io.coffer.encryption.guard;

import io.coffer.encryption.DestroyedVersion;
import io.coffer.encryption.KeyStanding;
import io.coffer.encryption.provider.KeyLifecycle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A deadline for each question about the life of a key: chores and callers must not wait for a service that hangs. */
public final class TimedLifecycle implements KeyLifecycle {
    /** A destruction asks, changes, destroys and asks again. */
    private static final int CALLS_OF_A_DESTRUCTION = 4;

    private final KeyLifecycle next;
    private final Deadline deadline;
    private final Deadline longer;

    /** @param deadline of one call to the service */
    public TimedLifecycle(KeyLifecycle next, Duration deadline) {
        this.next = next;
        this.deadline = new Deadline(deadline);
        this.longer = new Deadline(deadline.multipliedBy(CALLS_OF_A_DESTRUCTION));
    }

    private void within(Runnable call) {
        within(deadline, call);
    }

    private static void within(Deadline time, Runnable call) {
        boolean unused = time.within(() -> {
            call.run();
            return true;
        });
    }

    @Override
    public Status status(String keyId) {
        return deadline.within(() -> next.status(keyId));
    }

    @Override
    public List<String> metVersions(String keyId) {
        return next.metVersions(keyId);
    }

    @Override
    public void enable(String keyId) {
        within(() -> next.enable(keyId));
    }

    @Override
    public void disable(String keyId) {
        within(() -> next.disable(keyId));
    }

    @Override
    public void rotate(String keyId) {
        within(() -> next.rotate(keyId));
    }

    @Override
    public void scheduleDeletion(String keyId, int days) {
        within(() -> next.scheduleDeletion(keyId, days));
    }

    @Override
    public void cancelDeletion(String keyId) {
        within(() -> next.cancelDeletion(keyId));
    }

    @Override
    public KeyStanding standing(String keyId, Instant asked) {
        return deadline.within(() -> next.standing(keyId, asked));
    }

    @Override
    public void requireVersionsApart() {
        next.requireVersionsApart();
    }

    @Override
    public void fence(String keyId, int version) {
        within(longer, () -> next.fence(keyId, version));
    }

    @Override
    public void requireDestructible(String keyId, int version) {
        within(() -> next.requireDestructible(keyId, version));
    }

    @Override
    public void destroy(String keyId, int version) {
        within(longer, () -> next.destroy(keyId, version));
    }

    @Override
    public int destroyAgain(String keyId, List<DestroyedVersion> destroyed) {
        return longer.within(() -> next.destroyAgain(keyId, destroyed));
    }
}
