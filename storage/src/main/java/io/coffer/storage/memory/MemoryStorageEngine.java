package io.coffer.storage.memory;

import io.coffer.storage.Attributes;
import io.coffer.storage.Derivation;
import io.coffer.storage.DerivedRows;
import io.coffer.storage.EngineCapabilities;
import io.coffer.storage.EngineHealth;
import io.coffer.storage.Reclamation;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** Spaces in the heap; they are gone when the engine is closed. */
public final class MemoryStorageEngine implements StorageEngine {
    private static final EngineCapabilities CAPABILITIES = new EngineCapabilities(false, false, false, 256 * 1024);

    private final ConcurrentMap<SpaceId, MemorySpace> spaces = new ConcurrentHashMap<>();
    private final AtomicLong lastGeneration = new AtomicLong();
    private final MemoryDerivedRows derived;
    private volatile boolean closed;

    /** An engine that derives nothing. */
    public MemoryStorageEngine() {
        this(Derivation.NONE);
    }

    public MemoryStorageEngine(Derivation derivation) {
        derived = new MemoryDerivedRows(
                derivation, visitor -> spaces.values().forEach(space -> space.visit(visitor)), lastGeneration::get);
    }

    @Override
    public boolean createSpace(SpaceId space) {
        requireOpen();
        return spaces.putIfAbsent(space, new MemorySpace(this, space)) == null;
    }

    @Override
    public boolean dropSpace(SpaceId space) {
        requireOpen();
        MemorySpace found = spaces.get(space);
        return found != null && found.drop() && spaces.remove(space, found);
    }

    @Override
    public Space space(SpaceId space) {
        requireOpen();
        MemorySpace found = spaces.get(space);
        if (found == null) {
            throw new StorageException(Kind.NOT_FOUND, "no space " + space);
        }
        return found;
    }

    @Override
    public EngineCapabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Optional<DerivedRows> derivedRows() {
        return Optional.of(derived);
    }

    @Override
    public Optional<Reclamation> reclamation() {
        requireOpen();
        return Optional.of(new MemoryReclamation(this));
    }

    @Override
    public EngineHealth health() {
        return closed ? new EngineHealth(false, "the engine is closed") : new EngineHealth(true, "");
    }

    @Override
    public void close() {
        closed = true;
        spaces.clear();
    }

    MemoryDerivedRows derived() {
        return derived;
    }

    long nextGeneration() {
        return lastGeneration.incrementAndGet();
    }

    void requireOpen() {
        if (closed) {
            throw new StorageException(Kind.UNAVAILABLE, "the engine is closed");
        }
    }

    static void requireFits(Attributes attributes) {
        if (attributes.bytes().length > CAPABILITIES.maxAttributeBytes()) {
            throw new IllegalArgumentException("attributes of " + attributes.bytes().length + " bytes are too long");
        }
    }
}
