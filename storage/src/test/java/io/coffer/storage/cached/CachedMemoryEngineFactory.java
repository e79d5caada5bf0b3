package io.coffer.storage.cached;

import io.coffer.storage.Derivation;
import io.coffer.storage.DerivedRows;
import io.coffer.storage.EngineCapabilities;
import io.coffer.storage.EngineHealth;
import io.coffer.storage.Reclamation;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageEngineFactory;
import io.coffer.storage.StorageSnapshot;
import io.coffer.storage.memory.MemoryStorageEngineFactory;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The engine in memory behind a cache, as if nobody else could reach it. */
public final class CachedMemoryEngineFactory implements StorageEngineFactory {
    private static final long BYTES = 8L * 1024 * 1024;

    @Override
    public String name() {
        return "cached-memory";
    }

    @Override
    public StorageEngine open(Path directory, Map<String, String> options, Derivation derivation) {
        return CachedStorageEngine.over(
                new Exclusive(new MemoryStorageEngineFactory().open(directory, options, derivation)), BYTES);
    }

    /** Nobody has the engine below but its cache. */
    record Exclusive(StorageEngine engine) implements StorageEngine {
        @Override
        public boolean createSpace(SpaceId space) {
            return engine.createSpace(space);
        }

        @Override
        public boolean dropSpace(SpaceId space) {
            return engine.dropSpace(space);
        }

        @Override
        public Space space(SpaceId space) {
            return engine.space(space);
        }

        @Override
        public EngineCapabilities capabilities() {
            return new EngineCapabilities(
                    engine.capabilities().durableOnCommit(),
                    true,
                    engine.capabilities().shared(),
                    engine.capabilities().maxAttributeBytes());
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
        public Optional<StorageSnapshot> snapshot() {
            return engine.snapshot();
        }

        @Override
        public EngineHealth health() {
            return engine.health();
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}
