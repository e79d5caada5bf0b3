package io.coffer.storage.embedded;

import io.coffer.storage.Attributes;
import io.coffer.storage.Derivation;
import io.coffer.storage.DerivedRows;
import io.coffer.storage.EngineCapabilities;
import io.coffer.storage.EngineHealth;
import io.coffer.storage.Examination;
import io.coffer.storage.Reclamation;
import io.coffer.storage.SideLog;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import io.coffer.storage.StorageSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable engine of one node. Small bodies and all records become durable in the log, large bodies in files of their
 * own before; the index follows the log. A crash at any moment leaves at most a body that nothing claims.
 */
public final class EmbeddedStorageEngine implements StorageEngine {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStorageEngine.class);
    private static final EngineCapabilities CAPABILITIES = new EngineCapabilities(true, true, false, 256 * 1024);
    private static final int FORCING_THREADS = 8;

    private final DataLock lock;
    private final Room room;
    private final EmbeddedOptions options;
    private final Index index;
    private final BodyFiles files;
    private final SegmentFiles segments;
    private final SegmentLog log;
    private final SegmentKeeper keeper;
    private final Sweeper sweeper;
    private final EmbeddedDerivedRows rows;
    private final EmbeddedSideLog sideLog;
    private final Committer committer;
    private final EmbeddedReclamation reclamation;
    private final ConcurrentMap<SpaceId, Long> spaces;
    private final ExecutorService forcing = Executors.newFixedThreadPool(
            FORCING_THREADS,
            Thread.ofPlatform().daemon().name("coffer-force-", 0).factory());
    private volatile boolean closed;

    private EmbeddedStorageEngine(DataLock lock, StoreParts parts) {
        this.lock = lock;
        this.options = parts.options();
        this.room = new Room(parts.store(), options.reservedMebibytes());
        this.index = parts.index();
        this.files = parts.files();
        this.segments = parts.segments();
        this.rows = parts.rows();
        this.spaces = new ConcurrentHashMap<>(index.spaces());
        this.sweeper = new Sweeper(files, index, index.residue().files());
        StoreState state = new StoreState(index, rows, spaces);
        this.log = parts.log(forcing);
        this.sideLog = new EmbeddedSideLog(index);
        this.committer = new Committer(index, state, log, sideLog, sweeper::pendingBytes, this::follow);
        this.keeper = new SegmentKeeper(index, segments, parts.storeId(), log, state, committer, sweeper);
        this.reclamation = new EmbeddedReclamation(this, state, log, keeper, sweeper);
    }

    private void follow(Group group) {
        sweeper.free(group.freedFiles());
        keeper.follow(group);
    }

    static EmbeddedStorageEngine open(Path directory, EmbeddedOptions options, Derivation derivation, Disk disk) {
        try {
            Files.createDirectories(directory);
            DataLock lock = DataLock.take(directory);
            try {
                StoreParts parts = StoreParts.open(directory.toRealPath(), options, derivation, disk);
                return started(lock, parts);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw Failures.of("cannot open the store in " + directory, e);
        }
    }

    private static EmbeddedStorageEngine started(DataLock lock, StoreParts parts) {
        EmbeddedStorageEngine engine;
        try {
            engine = new EmbeddedStorageEngine(lock, parts);
        } catch (RuntimeException e) {
            parts.index().close();
            throw e;
        }
        engine.committer.start();
        engine.sweeper.start();
        engine.keeper.wake();
        return engine;
    }

    /** From then on no search takes a body file away that a crash left, and that a carried body would have again. */
    void awaitOrphansSwept() {
        long unused = sweeper.orphans();
    }

    @Override
    public boolean createSpace(SpaceId space) {
        requireWritable();
        // a store is opened and read on a full disk too
        if (spaces.containsKey(space)) {
            return false;
        }
        room.require();
        return submit(group -> {
            boolean absent = group.space(space).isEmpty();
            if (absent) {
                group.createSpace(space);
            }
            return absent;
        });
    }

    @Override
    public boolean dropSpace(SpaceId space) {
        return submit(group -> {
            Optional<Long> number = group.space(space);
            if (number.isEmpty()) {
                return false;
            }
            if (!group.isEmpty(number.get())) {
                throw new StorageException(Kind.CONFLICT, "space " + space + " still has entries");
            }
            group.dropSpace(space);
            return true;
        });
    }

    @Override
    public Space space(SpaceId space) {
        requireOpen();
        Long number = spaces.get(space);
        if (number == null) {
            throw new StorageException(Kind.NOT_FOUND, "no space " + space);
        }
        return new EmbeddedSpace(this, space, number);
    }

    @Override
    public EngineCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Optional<DerivedRows> derivedRows() {
        requireOpen();
        return Optional.of(rows);
    }

    @Override
    public Optional<Reclamation> reclamation() {
        requireOpen();
        return Optional.of(reclamation);
    }

    @Override
    public Optional<SideLog> sideLog() {
        requireOpen();
        return Optional.of(sideLog);
    }

    @Override
    public EngineHealth health() {
        try {
            requireWritable();
            room.require();
            return new EngineHealth(true, "");
        } catch (StorageException e) {
            return new EngineHealth(false, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Optional<StorageSnapshot> snapshot() {
        requireOpen();
        // the index writes what it has in memory first
        room.require();
        return Optional.of(EmbeddedSnapshot.take(index, files, segments, sweeper, keeper::wake));
    }

    @Override
    public Optional<Examination> examine() {
        requireOpen();
        List<String> damage = new ArrayList<>(keeper.examine());
        index.damage().ifPresent(damage::add);
        return Optional.of(new Examination(damage, sweeper.orphans()));
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        committer.close();
        sweeper.close();
        keeper.close();
        if (endLog()) {
            flushIndex();
        }
        index.close();
        forcing.shutdown();
        try {
            segments.close();
            lock.close();
        } catch (IOException e) {
            LOG.warn("cannot release the store: {}", e.getMessage());
        }
    }

    /** @return whether all is well, so that the next opening need not replay anything */
    private boolean endLog() {
        try {
            if (committer.refusal().isEmpty()) {
                log.close();
                return true;
            }
            log.abandon();
        } catch (IOException e) {
            LOG.warn("the log was not ended in order: {}", e.getMessage());
        }
        return false;
    }

    private void flushIndex() {
        try {
            index.flush();
        } catch (StorageException e) {
            LOG.warn("the index was not written at the end, the next start replays the log: {}", e.getMessage());
        }
    }

    EmbeddedOptions options() {
        return options;
    }

    Index index() {
        return index;
    }

    SegmentFiles segments() {
        return segments;
    }

    BodyFiles files() {
        return files;
    }

    /** Where waiting for fsync is done. */
    Executor forcing() {
        return task -> {
            try {
                forcing.execute(task);
            } catch (RejectedExecutionException e) {
                throw new StorageException(Kind.UNAVAILABLE, "the engine is closed", e);
            }
        };
    }

    <T> T submit(Committer.Change<T> change) {
        requireOpen();
        return committer.submit(change);
    }

    void refuseWrites(String reason, Throwable cause) {
        committer.refuse(reason, cause);
    }

    void requireOpen() {
        if (closed) {
            throw Failures.closed();
        }
    }

    void requireWritable() {
        requireOpen();
        committer.requireWritable();
    }

    void requireSpace(SpaceId id, long number) {
        requireOpen();
        Long current = spaces.get(id);
        if (current == null || current != number) {
            throw new StorageException(Kind.NOT_FOUND, "no space " + id);
        }
    }

    Room room() {
        return room;
    }

    static void requireFits(Attributes attributes) {
        if (attributes.bytes().length > CAPABILITIES.maxAttributeBytes()) {
            throw new IllegalArgumentException("attributes of " + attributes.bytes().length + " bytes are too long");
        }
    }
}
