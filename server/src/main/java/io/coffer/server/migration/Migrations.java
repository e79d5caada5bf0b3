package io.coffer.server.migration;

import io.coffer.server.metadata.RecordSeal;
import io.coffer.server.migration.MigrationException.Refusal;
import io.coffer.server.migration.MigrationState.Phase;
import io.coffer.server.posture.Throttle;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the store over while it serves: passes, one after the other in a thread of their own, until one found little. The
 * last pass is made when the server is stopped.
 */
public final class Migrations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    /** So many differences are carried within seconds. */
    private static final long LITTLE = 1000;

    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

    private final StorageEngine source;
    private final RecordSeal seal;
    private final String store;
    private final Optional<Target> target;
    private final Clock clock;
    private volatile @Nullable Run run;
    private @Nullable Thread thread;

    /**
     * Where the store goes.
     *
     * @param open called at each begin; throws {@link StorageException} and {@link MigrationException}
     * @param bytesPerSecond of bodies, 0 for no bound
     */
    public record Target(Supplier<StorageEngine> open, long bytesPerSecond) {}

    /** @param store the store's id */
    public Migrations(StorageEngine source, RecordSeal seal, String store, Optional<Target> target, Clock clock) {
        this.source = source;
        this.seal = seal;
        this.store = store;
        this.target = target;
        this.clock = clock;
    }

    /** What is known of a run: changed by its thread alone, read by all. */
    private static final class Run {
        private final Instant begun;
        private volatile boolean stopped;
        private volatile int number;
        private volatile @Nullable MigrationPass pass;
        private volatile Optional<PassCounts> before = Optional.empty();
        private volatile Phase phase = Phase.RUNNING;
        private volatile Optional<Instant> ended = Optional.empty();
        private volatile Optional<String> failure = Optional.empty();

        Run(Instant begun) {
            this.begun = begun;
        }

        MigrationState state() {
            MigrationPass made = pass;
            PassCounts counts = made == null ? new PassTally().counts() : made.counts();
            return new MigrationState(phase, begun, ended, number, counts, before, failure);
        }

        void next(int passNumber, MigrationPass made, Optional<PassCounts> earlier) {
            before = earlier;
            pass = made;
            number = passNumber;
        }

        void end(Phase how, Instant when, Optional<String> why) {
            failure = why;
            ended = Optional.of(when);
            phase = how;
        }
    }

    /** The run that is made or was made last since the start of the server. */
    public Optional<MigrationState> latest() {
        return Optional.ofNullable(run).map(Run::state);
    }

    /**
     * Begins, or goes on with what an earlier run has carried.
     *
     * @throws MigrationException when it is not begun
     */
    public synchronized MigrationState begin() {
        Target to = target.orElseThrow(() -> new MigrationException(
                Refusal.NOT_CONFIGURED, "the server's configuration has no section migration with a target"));
        if (isRunning()) {
            throw new MigrationException(Refusal.RUNNING, "the store is being carried over already");
        }
        try {
            return begin(to.open().get(), to.bytesPerSecond());
        } catch (StorageException unusable) {
            throw new MigrationException(Refusal.TARGET_REFUSED, "the target cannot be used: " + unusable.getMessage());
        }
    }

    private MigrationState begin(StorageEngine engine, long bytesPerSecond) {
        try {
            Sides sides = Sides.of(source, engine, seal);
            MigrationMark unused = MigrationMark.claim(engine, sides.targetRecords(), store, clock.instant());
            Run begun = new Run(clock.instant());
            run = begun;
            Conduct conduct = new Conduct(new Throttle(0, bytesPerSecond), () -> begun.stopped);
            thread = Thread.ofPlatform().name("migration").daemon().start(() -> carry(begun, engine, sides, conduct));
            return begun.state();
        } catch (RuntimeException refused) {
            engine.close();
            throw refused;
        }
    }

    private boolean isRunning() {
        return latest().filter(state -> state.phase() == Phase.RUNNING).isPresent();
    }

    private void carry(Run begun, StorageEngine engine, Sides sides, Conduct conduct) {
        Phase phase;
        Optional<String> failure = Optional.empty();
        try (engine) {
            PassCounts last = repeat(begun, sides, conduct);
            phase = last.failed() == 0 ? Phase.CAUGHT_UP : Phase.FAILED;
            if (last.failed() > 0) {
                LOG.error("the migration cannot be finished: {}", last.failuresTold());
                failure = Optional.of(last.failuresTold());
            }
        } catch (CancellationException asked) {
            LOG.info("the migration was cancelled; begun again it goes on");
            phase = Phase.CANCELLED;
        } catch (RuntimeException broken) {
            LOG.error("the migration broke off; begun again it goes on", broken);
            phase = Phase.FAILED;
            failure = Optional.of(reason(broken));
        }
        begun.end(phase, clock.instant(), failure);
    }

    private static String reason(RuntimeException failure) {
        return failure instanceof StorageException && failure.getMessage() != null
                ? failure.getMessage()
                : failure.toString();
    }

    private static PassCounts repeat(Run begun, Sides sides, Conduct conduct) {
        Optional<PassCounts> before = Optional.empty();
        for (int number = 1; ; number++) {
            MigrationPass pass = new MigrationPass(sides, conduct);
            begun.next(number, pass, before);
            Optional<PassCounts> last = pass(number, pass, conduct);
            if (last.isPresent() && (last.get().failed() > 0 || hasCaughtUp(last.get(), before))) {
                return last.get();
            }
            before = last;
        }
    }

    /**
     * @return empty when an engine was away for a while, and another pass may come further
     * @throws StorageException when it does not look so
     */
    private static Optional<PassCounts> pass(int number, MigrationPass pass, Conduct conduct) {
        try {
            PassCounts last = pass.run();
            LOG.info("pass {} of the migration: {}", number, last.told());
            return Optional.of(last);
        } catch (StorageException trouble) {
            boolean passes = trouble.kind() == Kind.UNAVAILABLE || trouble.kind() == Kind.UNKNOWN_OUTCOME;
            if (!passes || pass.counts().differences() == 0) {
                throw trouble;
            }
            LOG.warn("pass {} of the migration broke off, and another one is made: {}", number, trouble.getMessage());
            conduct.pause(BETWEEN_TRIES);
            return Optional.empty();
        }
    }

    /** As much may be written all the time as a pass carries: then another pass comes no nearer. */
    private static boolean hasCaughtUp(PassCounts last, Optional<PassCounts> before) {
        return last.differences() <= LITTLE
                || before.filter(earlier -> last.differences() > earlier.differences() / 2)
                        .isPresent();
    }

    /**
     * Ends what runs; what was carried stays at the target.
     *
     * @throws MigrationException when nothing runs
     */
    public MigrationState cancel() {
        synchronized (this) {
            if (!isRunning()) {
                throw new MigrationException(Refusal.NOT_RUNNING, "the store is not being carried over now");
            }
        }
        close();
        return latest().orElseThrow();
    }

    /** Breaks off what runs, and waits for its end. */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            running = thread;
            Run begun = run;
            if (begun != null) {
                begun.stopped = true;
            }
        }
        if (running != null) {
            try {
                running.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
