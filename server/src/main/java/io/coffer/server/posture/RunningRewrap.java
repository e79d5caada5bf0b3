package io.coffer.server.posture;

import io.coffer.server.lease.Tenure;
import io.coffer.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** The job that this server works on, as far as it is. What others did to its record wins. */
final class RunningRewrap implements RewrapRun.Place {
    /** How long a cancellation at another server may go unnoticed. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final RewrapStore store;
    private final Tenure tenure;
    private final long term;
    private final BooleanSupplier stopping;
    private final AtomicLong lookedAt = new AtomicLong(System.nanoTime());
    private volatile RewrapStore.Kept kept;
    private volatile boolean taken;

    RunningRewrap(RewrapStore store, RewrapStore.Kept kept, Tenure tenure, BooleanSupplier stopping) {
        this.store = store;
        this.kept = kept;
        this.tenure = tenure;
        this.term = tenure.term();
        this.stopping = stopping;
    }

    @Override
    public RewrapJob job() {
        return kept.job();
    }

    /** What is over stays over. */
    @Override
    public synchronized void save(RewrapJob changed) {
        if (taken || job().state().isOver()) {
            return;
        }
        Optional<RewrapStore.Kept> replaced = store.replace(kept, changed);
        if (replaced.isPresent()) {
            kept = replaced.get();
        } else {
            look();
        }
    }

    /** Sees whether somebody else changed the record: ended the job, or works on it. */
    synchronized void look() {
        RewrapStore.Kept found = store.find(job().id()).orElse(null);
        if (found == null) {
            taken = true;
        } else if (found.generation() != kept.generation()) {
            taken = !found.job().state().isOver();
            kept = found;
        }
    }

    synchronized void cancel(Instant now) {
        save(job().ended(RewrapJob.State.CANCELLED, now, Optional.empty()));
    }

    @Override
    public boolean goesOn() {
        lookNowAndThen();
        return isMine() && !job().state().isOver();
    }

    /** Whether nobody else may have worked on it since this server began. */
    @Override
    public boolean isMine() {
        return !stopping.getAsBoolean() && !taken && tenure.isHeld() && tenure.term() == term;
    }

    private void lookNowAndThen() {
        long now = System.nanoTime();
        long last = lookedAt.get();
        if (!tenure.isAlone()
                && now - last >= BETWEEN_LOOKS.toNanos()
                && lookedAt.compareAndSet(last, now)
                && !job().state().isOver()) {
            try {
                look();
            } catch (StorageException unknown) {
                // the next look or save will tell
            }
        }
    }
}
