package io.coffer.server.upkeep;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the chores, one after the other, each at its interval. */
public final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final long CLOSE_SECONDS = 30;

    private final List<Chore> chores;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("upkeep").daemon().factory());

    public Upkeep(List<Chore> chores) {
        this.chores = List.copyOf(chores);
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
    private static void runQuietly(Chore chore) {
        try {
            chore.run();
        } catch (RuntimeException failure) {
            LOG.error("the chore {} failed and will be tried again", chore.name(), failure);
        }
    }

    /** Runs the chore of that name now, in this thread; its failure is the caller's. */
    public void run(String name) {
        chores.stream()
                .filter(chore -> chore.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no chore " + name))
                .run();
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
