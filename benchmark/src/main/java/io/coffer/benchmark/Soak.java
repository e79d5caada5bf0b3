package io.coffer.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Full load for a long time, while the server is stopped in order and killed in turn and started again: every answer is
 * checked, and what is wrong without a reason is counted. Ends with 1 when anything was.
 */
public final class Soak implements SoakWorker.Course {
    private static final int WORKERS = 32;
    private static final int LIVES = 6;
    private static final int MOST_SHOWN = 20;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    private static final String USAGE = "usage: Soak [--launcher FILE] [--minutes N]\n";

    private final PrintStream out;
    private final Queue<String> unexplained = new ConcurrentLinkedQueue<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    /** those that were told to end, by their port */
    private final ConcurrentHashMap<LoadTarget, Boolean> ended = new ConcurrentHashMap<>();

    private volatile Optional<LoadTarget> current = Optional.empty();
    private volatile boolean over;

    private Soak(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        Path launcher = Path.of("coffer");
        int minutes = 30;
        try {
            for (int at = 0; at < arguments.length; at++) {
                switch (arguments[at]) {
                    case "--launcher" -> launcher = Path.of(LoadOptions.following(arguments, ++at));
                    case "--minutes" -> minutes = LoadOptions.positive(LoadOptions.following(arguments, ++at));
                    default -> throw new IllegalArgumentException("not understood: " + arguments[at]);
                }
            }
        } catch (IllegalArgumentException misunderstood) {
            System.err.print(misunderstood.getMessage() + "\n" + USAGE);
            System.exit(2);
            return;
        }
        Path directory = Files.createTempDirectory("coffer-soak-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LoadDriver.cleanUp(directory)));
        boolean well = new Soak(System.out).run(launcher.toAbsolutePath(), directory, Duration.ofMinutes(minutes));
        System.exit(well ? 0 : 1);
    }

    /** @return whether nothing was wrong */
    private boolean run(Path launcher, Path directory, Duration time) throws IOException {
        MachineFacts.print(directory, out);
        out.printf("%n| life | looks | resident MiB | open files |%n|---|---|---|---|%n");
        LoadCredentials credentials = LoadCredentials.random();
        long seed = System.nanoTime();
        List<Thread> workers = new ArrayList<>();
        long begun = System.nanoTime();
        for (int life = 0; life < LIVES; life++) {
            CofferProcess server = CofferProcess.start(launcher, directory.resolve("data"), credentials);
            LoadTarget target = target(server, credentials);
            if (life == 0) {
                new LoadClient(server, credentials).createBucket(Encryption.AES256);
            }
            current = Optional.of(target);
            for (int number = workers.size(); number < WORKERS; number++) {
                workers.add(Thread.ofPlatform().name("caller-" + number).start(new SoakWorker(this, number, seed)));
            }
            SoakWatch watch = new SoakWatch();
            watch(watch, target, begun + time.toNanos() * (life + 1) / LIVES);
            over = life == LIVES - 1;
            if (over) {
                workers.forEach(Soak::join);
            }
            ended.put(target, true);
            watch.print(life + 1, out);
            if (life % 2 == 0) {
                server.kill();
            } else {
                server.close();
            }
        }
        out.printf(
                "%n%,d requests answered, %,d wrong without a reason; seed %d.%n", answered.get(), wrong.get(), seed);
        unexplained.forEach(failure -> out.printf("- %s%n", failure));
        return wrong.get() == 0;
    }

    private static LoadTarget target(CofferProcess server, LoadCredentials credentials) {
        return new LoadTarget(
                "Coffer",
                server.port(),
                server.figures(),
                Encryption.AES256.bucket(),
                Optional.of(LoadSigner.oss(credentials.signer())),
                true);
    }

    private static void watch(SoakWatch watch, LoadTarget target, long until) {
        while (System.nanoTime() < until) {
            watch.look(target.figures());
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void join(Thread worker) {
        try {
            worker.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean goesOn() {
        return !over;
    }

    @Override
    public LoadTarget target() {
        return current.orElseThrow();
    }

    @Override
    public boolean explains(LoadTarget target) {
        return ended.containsKey(target);
    }

    @Override
    public void answered() {
        answered.incrementAndGet();
    }

    @Override
    public void unexplained(String failure) {
        wrong.incrementAndGet();
        if (unexplained.size() < MOST_SHOWN) {
            unexplained.add(failure);
        }
    }
}
