package io.coffer.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories on a disk that fails, is killed and loses its power. {@code -Dcoffer.fault.rounds} sets the rounds,
 * {@code -Dcoffer.fault.seed} repeats a run, as far as threads let it.
 */
class FaultTest {
    private static final int THREADS = 4;
    private static final int STEPS = 40;
    /** small, so that segments fill, are emptied and freed */
    private static final Map<String, String> OPTIONS = Map.of("segment-mebibytes", "1", "reserved-mebibytes", "0");

    @TempDir
    Path directory;

    @TempDir
    Path grave;

    private enum End {
        CLOSED,
        KILLED,
        POWER_LOST
    }

    private final long seed = Long.getLong("coffer.fault.seed", System.nanoTime());
    private final int rounds = Integer.getInteger("coffer.fault.rounds", 20);
    private final Random random = new Random(seed);
    private final List<Histories> histories = new ArrayList<>();
    private FaultyDisk disk;
    private long refusedOpenings;

    @Test
    void nothingAcknowledgedIsLostAndNothingIsHalfDone() throws Exception {
        disk = new FaultyDisk(new Random(seed + 1), grave);
        for (int thread = 0; thread < THREADS; thread++) {
            histories.add(new Histories(thread, seed + 100 + thread));
        }
        int round = 0;
        try {
            for (; round < rounds; round++) {
                round();
            }
            try (StorageEngine engine = opened()) {
                verify(engine);
            }
        } catch (Throwable e) {
            throw new AssertionError("round " + round + " of the run with seed " + seed, e);
        }
        long acknowledged = acknowledged();
        long uncertain = histories.stream().mapToLong(Histories::uncertain).sum();
        System.out.printf(
                "faults: seed %d, %d rounds, %d changes acknowledged, %d of unknown outcome, %d openings refused%n",
                seed, rounds, acknowledged, uncertain, refusedOpenings);
        assertThat(acknowledged).isGreaterThan(10L * rounds);
    }

    private void round() throws Exception {
        StorageEngine engine = opened();
        verify(engine);
        // a quarter without failures, else from rare to frequent
        disk.fail(new int[] {0, 400, 100, 25}[random.nextInt(4)]);
        End end = End.values()[random.nextInt(End.values().length)];
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1)) {
            List<Future<?>> running = new ArrayList<>();
            for (Histories history : histories) {
                running.add(threads.submit(() -> {
                    for (int step = 0; step < STEPS; step++) {
                        history.step(engine);
                    }
                }));
            }
            int reclaims = random.nextInt(2);
            running.add(threads.submit(() -> reclaim(engine, reclaims)));
            if (end != End.CLOSED) {
                awaitChanges(random.nextInt(THREADS * STEPS / 2), running);
                disk.die();
            }
            await(running);
        }
        engine.close();
        switch (end) {
            case CLOSED, KILLED -> disk.endAfterKill();
            case POWER_LOST -> disk.endAfterPowerLoss();
        }
    }

    /** Changes and no time, so that a slow machine comes as far; a failing disk may take none any more. */
    private void awaitChanges(int more, List<Future<?>> running) throws InterruptedException {
        long wanted = acknowledged() + more;
        while (acknowledged() < wanted && !running.stream().allMatch(Future::isDone)) {
            Thread.sleep(1);
        }
        // not always right after an answer
        Thread.sleep(random.nextInt(5));
    }

    private long acknowledged() {
        return histories.stream().mapToLong(Histories::acknowledged).sum();
    }

    private static void reclaim(StorageEngine engine, int times) {
        for (int i = 0; i < times; i++) {
            try {
                engine.reclamation().orElseThrow().reclaim();
            } catch (StorageException e) {
                assertThat(e.kind()).isIn(Kind.UNAVAILABLE, Kind.FULL, Kind.UNKNOWN_OUTCOME);
            }
        }
    }

    private static void await(List<Future<?>> running) throws InterruptedException, ExecutionException {
        for (Future<?> each : running) {
            each.get();
        }
    }

    /** Sometimes on a failing disk at first: that must be refused without harm. */
    private StorageEngine opened() throws IOException {
        if (random.nextInt(3) == 0) {
            disk.fail(10);
            try {
                StorageEngine engine = Store.open(directory, disk, OPTIONS);
                disk.fail(0);
                return engine;
            } catch (StorageException e) {
                assertThat(e.kind()).isIn(Kind.UNAVAILABLE, Kind.FULL);
                refusedOpenings++;
            }
            disk.endAfterKill();
        }
        return Store.open(directory, disk, OPTIONS);
    }

    private void verify(StorageEngine engine) throws IOException {
        histories.forEach(history -> history.settle(engine));
        assertThat(engine.derivedRows().orElseThrow().differences()).isEmpty();
        assertThat(engine.examine().orElseThrow().damage()).isEmpty();
        assertThat(engine.reclamation().orElseThrow().residue()).isNotNegative();
        assertThat(Files.exists(directory.resolve("format"))).isTrue();
    }
}
