package io.coffer.server.backup;

import io.coffer.server.backup.BackupException.Refusal;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes backups of the store while it serves, one at a time, in a thread of their own. */
public final class Backups implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

    private final StorageEngine engine;
    private final String store;
    private final BackupDirectories directories;
    private final Clock clock;
    private volatile @Nullable BackupState state;
    private @Nullable Thread writing;

    /** @param store the store's id */
    public Backups(StorageEngine engine, String store, BackupDirectories directories, Clock clock) {
        this.engine = engine;
        this.store = store;
        this.directories = directories;
        this.clock = clock;
    }

    /** The backup that runs or ran last since the start of the server. */
    public Optional<BackupState> latest() {
        return Optional.ofNullable(state);
    }

    /**
     * Begins a backup. Everything acknowledged before the call is in it.
     *
     * @throws BackupException when it is not begun
     */
    public synchronized BackupState begin(String wished) {
        if (writing != null && writing.isAlive()) {
            throw new BackupException(Refusal.RUNNING, "another backup is being written");
        }
        try {
            Path directory = directories.require(wished);
            BackupWriter writer = new BackupWriter(directory, this::copied);
            writer.begin(store);
            BackupState begun = BackupState.begun(directory, clock.instant());
            CompletableFuture<Long> taken = new CompletableFuture<>();
            writing = Thread.ofPlatform().name("backup").daemon().start(() -> write(writer, begun, taken));
            taken.join();
            return latest().orElse(begun);
        } catch (IOException unwritable) {
            throw new BackupException(
                    Refusal.NOT_ALLOWED, "the directory cannot be written: " + unwritable.getMessage());
        } catch (CompletionException refused) {
            if (refused.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw refused;
        }
    }

    private void copied(long bytes) {
        latest().ifPresent(now -> state = now.copied(bytes));
    }

    private void write(BackupWriter writer, BackupState begun, CompletableFuture<Long> taken) {
        try (StorageSnapshot snapshot = engine.snapshot()
                .orElseThrow(() -> new BackupException(Refusal.UNSUPPORTED, "the engine has no snapshots"))) {
            state = begun.taken(snapshot.sequence());
            taken.complete(snapshot.sequence());
            copy(writer, snapshot, begun);
        } catch (StorageException | BackupException refused) {
            taken.completeExceptionally(refused);
        }
    }

    private void copy(BackupWriter writer, StorageSnapshot snapshot, BackupState begun) {
        try {
            writer.write(snapshot, store, begun.begun());
            state = latest().orElse(begun).completed(clock.instant());
            LOG.info("the backup in {} is complete", begun.directory());
        } catch (IOException failure) {
            String reason = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
            state = latest().orElse(begun).failed(clock.instant(), reason);
            LOG.error("the backup in {} broke off; begun again it goes on", begun.directory(), failure);
        }
    }

    /** Breaks off what runs. */
    @Override
    public void close() {
        Thread running;
        synchronized (this) {
            running = writing;
        }
        if (running != null) {
            running.interrupt();
            try {
                running.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
