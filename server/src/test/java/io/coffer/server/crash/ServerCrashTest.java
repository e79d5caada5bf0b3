package io.coffer.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server killed at any moment, again and again, while many callers write: nothing that was acknowledged is lost,
 * nothing half done can be read, and the ledger stays exact. The property {@code coffer.crash.rounds} says how many
 * kills, {@code coffer.crash.minutes} after how many minutes it ends early, {@code coffer.crash.seed} repeats a run's
 * choices.
 */
class ServerCrashTest {
    private static final int ROUNDS = Integer.getInteger("coffer.crash.rounds", 5);
    private static final Duration LONGEST = Duration.ofMinutes(Long.getLong("coffer.crash.minutes", 600));
    private static final long SEED = Long.getLong("coffer.crash.seed", System.nanoTime());

    /** A kill comes after a random number of changes up to this, so a slow machine is killed as often within them. */
    private static final int MOST_CHANGES = 120;

    private static final Duration LONGEST_WRITING = Duration.ofSeconds(20);
    private static final int MILLIS_BETWEEN_LOOKS = 2;

    /** How often the ledger is compared, which opens the store twice. */
    private static final int ROUNDS_BETWEEN_LEDGER_CHECKS = 4;

    private static final int ROUNDS_BETWEEN_REPORTS = 50;

    /** How often a server is killed while it is still starting. */
    private static final int ROUNDS_BETWEEN_FAILED_STARTS = 5;

    private final Random random = new Random(SEED);
    private final List<Story> stories = new ArrayList<>();
    private final List<Long> startMillis = new ArrayList<>();
    private final AtomicLong acknowledged = new AtomicLong();

    @TempDir
    Path directory;

    ServerCrashTest() {
        stories.add(new PlainObjects(random.nextLong()));
        stories.add(new Versions(random.nextLong()));
        stories.add(new Appends(random.nextLong()));
        stories.add(new Uploads(random.nextLong()));
        stories.add(new BucketSettings(random.nextLong()));
        stories.add(new MasterKeys(random.nextLong()));
    }

    @Test
    void nothingAcknowledgedIsLost() throws Exception {
        System.out.println("seed " + SEED);
        Path data = directory.resolve("data");
        Instant end = Instant.now().plus(LONGEST);
        MortalServer server = MortalServer.start(data);
        for (Story story : stories) {
            story.begin(server);
        }
        int round = 0;
        while (round < ROUNDS && Instant.now().isBefore(end)) {
            round++;
            tellUntilKilled(server);
            afterwards(data, round);
            server = MortalServer.start(data);
            startMillis.add(server.startMillis());
            verify(server);
            if (round % ROUNDS_BETWEEN_REPORTS == 0) {
                report(round);
            }
        }
        for (Story story : stories) {
            story.verifyAll(server);
        }
        server.kill();
        LedgerCheck.ofStore(data);
        report(round);
        assertThat(acknowledged.get()).as("changes acknowledged").isGreaterThan(round);
    }

    private void tellUntilKilled(MortalServer server) throws Exception {
        try (ExecutorService writers = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("writer-", 0).factory())) {
            List<Future<?>> told = new ArrayList<>();
            stories.forEach(story -> told.add(writers.submit(() -> story.tell(server, acknowledged::incrementAndGet))));
            awaitChanges(acknowledged.get() + random.nextInt(MOST_CHANGES));
            server.kill();
            for (Future<?> writer : told) {
                result(writer);
            }
        }
    }

    private void awaitChanges(long wanted) throws InterruptedException {
        Instant end = Instant.now().plus(LONGEST_WRITING);
        while (acknowledged.get() < wanted && Instant.now().isBefore(end)) {
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        }
        // not always right after an answer
        Thread.sleep(random.nextInt(20));
    }

    private static void result(Future<?> writer) throws Exception {
        try {
            writer.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof AssertionError assertion) {
                throw assertion;
            }
            throw failed;
        }
    }

    private void afterwards(Path data, int round) throws Exception {
        if (round % ROUNDS_BETWEEN_FAILED_STARTS == 0) {
            Process starting = MortalServer.launch(data);
            Thread.sleep(200 + random.nextInt(1_500));
            MortalServer.kill(starting);
        }
        if (round % ROUNDS_BETWEEN_LEDGER_CHECKS == 0) {
            LedgerCheck.ofStore(data);
        }
    }

    /** All at once, as the writers do: the next round's time is for writing. */
    private void verify(MortalServer server) throws Exception {
        try (ExecutorService readers = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("reader-", 0).factory())) {
            List<Future<?>> verified = new ArrayList<>();
            stories.forEach(story -> verified.add(readers.submit(() -> story.verify(server))));
            for (Future<?> reader : verified) {
                result(reader);
            }
        }
    }

    private void report(int round) throws Exception {
        List<Long> sorted = startMillis.stream().sorted().toList();
        try (var files = Files.walk(directory)) {
            System.out.printf(
                    "%d kills, %d changes acknowledged, start after a kill %d ms in the middle, %d ms at most, %d files%n",
                    round, acknowledged.get(), sorted.get(sorted.size() / 2), sorted.getLast(), files.count());
        }
    }
}
