package io.coffer.storage.cached;

import io.coffer.storage.DerivedRows;
import io.coffer.storage.EngineCapabilities;
import io.coffer.storage.EngineHealth;
import io.coffer.storage.Examination;
import io.coffer.storage.Reclamation;
import io.coffer.storage.SideLog;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageSnapshot;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An engine that remembers entries and small bodies that were read. A read from memory is as good as one from the store:
 * every change comes through here and ends what was known of its name, and a body never changes under its blob id.
 */
public final class CachedStorageEngine implements StorageEngine {
    private final StorageEngine engine;
    private final RecentReads reads;
    private final Map<SpaceId, Incarnation> incarnations = new ConcurrentHashMap<>();

    /** A space from its creation to its end; one made again under the same id knows nothing of the one before. */
    static final class Incarnation {
        private volatile boolean dropped;

        boolean isDropped() {
            return dropped;
        }
    }

    private CachedStorageEngine(StorageEngine engine, long bytes) {
        this.engine = engine;
        this.reads = new RecentReads(bytes);
    }

    /**
     * Puts a memory in front of the engine, where its capabilities allow it.
     *
     * @param bytes the most that is remembered, overhead included
     */
    public static StorageEngine over(StorageEngine engine, long bytes) {
        return engine.capabilities().exclusive() ? new CachedStorageEngine(engine, bytes) : engine;
    }

    @Override
    public boolean createSpace(SpaceId space) {
        return engine.createSpace(space);
    }

    @Override
    public boolean dropSpace(SpaceId space) {
        boolean dropped = engine.dropSpace(space);
        Incarnation ended = incarnations.remove(space);
        if (ended != null) {
            ended.dropped = true;
        }
        return dropped;
    }

    @Override
    public Space space(SpaceId space) {
        Incarnation incarnation = incarnations.computeIfAbsent(space, id -> new Incarnation());
        try {
            return new CachedSpace(engine.space(space), incarnation, reads);
        } catch (RuntimeException missing) {
            incarnations.remove(space, incarnation);
            throw missing;
        }
    }

    @Override
    public EngineCapabilities capabilities() {
        return engine.capabilities();
    }

    @Override
    public Optional<DerivedRows> derivedRows() {
        return engine.derivedRows();
    }

    @Override
    public Optional<Reclamation> reclamation() {
        return engine.reclamation();
    }

    @Override
    public Optional<SideLog> sideLog() {
        return engine.sideLog();
    }

    @Override
    public Optional<StorageSnapshot> snapshot() {
        return engine.snapshot();
    }

    @Override
    public Optional<Examination> examine() {
        return engine.examine();
    }

    @Override
    public EngineHealth health() {
        return engine.health();
    }

    @Override
    public StorageEngine asStored() {
        return engine;
    }

    @Override
    public void close() {
        engine.close();
    }
}
