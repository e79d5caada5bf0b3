package io.coffer.server.upkeep;

import io.coffer.server.lease.Tenure;
import io.coffer.server.lease.TenureEndedException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the chores, one after the other, each at its interval. Where several servers share a store, only the one that keeps
 * house runs those that are not for each server.
 */
public final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final long CLOSE_SECONDS = 30;

    private final List<Chore> chores;
    private final Tenure tenure;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("upkeep").daemon().factory());

    public Upkeep(List<Chore> chores, Tenure tenure) {
        this.chores = List.copyOf(chores);
        this.tenure = tenure;
    }

    public void start() {
        for (Chore chore : chores) {
            long millis = chore.interval().toMillis();
            // never done, and its failures are caught
            ScheduledFuture<?> unused =
                    executor.scheduleWithFixedDelay(() -> runQuietly(chore), millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    /** A chore that fails is logged and comes again: the executor would drop it otherwise. */
    private void runQuietly(Chore chore) {
        try {
            if (chore.isEverywhere() || tenure.isHeld()) {
                chore.run(tenure);
            }
        } catch (TenureEndedException ended) {
            LOG.info("the chore {} is left to another server", chore.name());
        } catch (RuntimeException failure) {
            LOG.error("the chore {} failed and will be tried again", chore.name(), failure);
        }
    }

    /** Runs the chore of that name now, in this thread, whoever keeps house; its failure is the caller's. */
    public void run(String name) {
        chores.stream()
                .filter(chore -> chore.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no chore " + name))
                .run(Tenure.ALONE);
    }

    /** Ends after the chore that runs. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a chore did not end within {} s; the store is closed under it", CLOSE_SECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
