package io.coffer.server.evidence;

import io.coffer.encryption.DurableFile;
import io.coffer.server.audit.AuditTrail;
import io.coffer.server.keyuse.KeyUseLog;
import io.coffer.server.lease.Tenure;
import io.coffer.server.metadata.StoreDigest;
import io.coffer.server.upkeep.Chore;
import io.coffer.storage.DerivedRows;
import io.coffer.storage.Name;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes checkpoints and brings them out of the machine. The newest is kept beside the store, so that its successor links
 * to it, and what could not be delivered is tried again; a newer one says all that an older one said.
 */
public final class Checkpoints implements Chore {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final Duration RETRY = Duration.ofSeconds(30);
    /** The file of the newest one. */
    public static final String LATEST = "latest.json";

    /** What a checkpoint is made of. */
    public record Sources(
            String storeId, DerivedRows rows, StoreDigest digest, AuditTrail audit, Optional<KeyUseLog> keyUse) {}

    /**
     * How it stands with a target.
     *
     * @param number of the newest checkpoint that arrived there, 0 for none since the start
     * @param failure why the newest did not; empty when it did
     */
    public record Delivery(String target, long number, String failure, Optional<Instant> failingSince) {}

    private final Sources sources;
    private final CheckpointKey key;
    private final List<CheckpointTarget> targets;
    private final Path directory;
    private final Duration interval;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Delivery> deliveries = new ConcurrentHashMap<>();
    private volatile Optional<SignedCheckpoint> latest;
    private Optional<Instant> taken = Optional.empty();

    /** @param directory where the newest is kept, made when it is needed */
    public Checkpoints(
            Sources sources,
            CheckpointKey key,
            List<CheckpointTarget> targets,
            Path directory,
            Duration interval,
            InstantSource clock) {
        this.sources = sources;
        this.key = key;
        this.targets = List.copyOf(targets);
        this.directory = directory;
        this.interval = interval;
        this.clock = clock;
        this.latest = readLatest();
        targets.forEach(target -> deliveries.put(target.name(), new Delivery(target.name(), 0, "", Optional.empty())));
    }

    private Optional<SignedCheckpoint> readLatest() {
        Path file = directory.resolve(LATEST);
        try {
            return Files.exists(file) ? Optional.of(SignedCheckpoint.read(file)) : Optional.empty();
        } catch (IOException | IllegalArgumentException damaged) {
            LOG.error("the newest checkpoint in {} cannot be read; a new row of checkpoints begins", file, damaged);
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return "checkpoints";
    }

    @Override
    public Duration interval() {
        return targets.isEmpty() || interval.compareTo(RETRY) < 0 ? interval : RETRY;
    }

    /** Makes the next one when it is time and something changed, and delivers what has not arrived yet. */
    @Override
    public void run(Tenure tenure) {
        if (targets.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            Instant now = clock.instant();
            if (taken.filter(last -> now.isBefore(last.plus(interval))).isEmpty()) {
                takeIfChanged(now);
            }
            deliver();
        } finally {
            lock.unlock();
        }
    }

    /** Makes one now and delivers it. Failed deliveries are told by {@link #deliveries}. */
    public SignedCheckpoint take() {
        lock.lock();
        try {
            Instant now = clock.instant();
            SignedCheckpoint made = keep(next(now), now);
            deliver();
            return made;
        } finally {
            lock.unlock();
        }
    }

    /** The last one of this process, of the store as it is left. */
    public void takeLast() {
        if (targets.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            takeIfChanged(clock.instant());
            deliver();
        } catch (RuntimeException failure) {
            LOG.error("the last checkpoint cannot be made", failure);
        } finally {
            lock.unlock();
        }
    }

    private void takeIfChanged(Instant now) {
        Checkpoint next = next(now);
        boolean same = latest.map(SignedCheckpoint::content)
                .filter(last -> last.sequence() == next.sequence()
                        && last.digest().equals(next.digest())
                        && last.keyUse().equals(next.keyUse()))
                .isPresent();
        if (!same) {
            keep(next, now);
        }
        taken = Optional.of(now);
    }

    private Checkpoint next(Instant now) {
        List<Checkpoint.ChainHead> heads = sources.keyUse().stream()
                .map(log -> Checkpoint.ChainHead.of(log.head()))
                .toList();
        DerivedRows.Tallies all = sources.rows().tallies(Name.EMPTY);
        return new Checkpoint(
                Checkpoint.FORMAT,
                sources.storeId(),
                latest.map(last -> last.content().number()).orElse(0L) + 1,
                latest.map(last -> Checkpoint.hash(last.checkpoint())).orElse(""),
                now,
                all.sequence(),
                HexFormat.of().formatHex(sources.digest().shown(all)),
                sources.audit().head(),
                heads);
    }

    private SignedCheckpoint keep(Checkpoint next, Instant now) {
        SignedCheckpoint made = key.sign(next);
        try {
            Files.createDirectories(directory);
            DurableFile.replace(directory.resolve(LATEST), made.json().getBytes(StandardCharsets.UTF_8));
        } catch (IOException unwritable) {
            throw new UncheckedIOException("the checkpoint cannot be kept in " + directory, unwritable);
        }
        latest = Optional.of(made);
        taken = Optional.of(now);
        return made;
    }

    private void deliver() {
        latest.ifPresent(checkpoint -> targets.forEach(target -> deliver(target, checkpoint)));
    }

    private void deliver(CheckpointTarget target, SignedCheckpoint checkpoint) {
        Delivery before = deliveries.getOrDefault(target.name(), new Delivery(target.name(), 0, "", Optional.empty()));
        long number = checkpoint.content().number();
        if (before.number() == number) {
            return;
        }
        try {
            target.deliver(checkpoint);
            deliveries.put(target.name(), new Delivery(target.name(), number, "", Optional.empty()));
        } catch (IOException | RuntimeException failure) {
            LOG.warn("checkpoint {} cannot be delivered by {} and will be tried again", number, target.name(), failure);
            deliveries.put(
                    target.name(),
                    new Delivery(
                            target.name(),
                            before.number(),
                            String.valueOf(failure.getMessage()),
                            before.failingSince().or(() -> Optional.of(clock.instant()))));
        }
    }

    /** The public half of the key that checkpoints are signed with: X.509, base64. */
    public String publicKey() {
        return key.publicKey();
    }

    public Optional<SignedCheckpoint> latest() {
        return latest;
    }

    public List<Delivery> deliveries() {
        return targets.stream()
                .map(target ->
                        Optional.ofNullable(deliveries.get(target.name())).orElseThrow())
                .toList();
    }
}
