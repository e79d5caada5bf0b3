package io.coffer.server.ring;

import io.coffer.storage.Attributes;
import io.coffer.storage.BlobId;
import io.coffer.storage.Condition;
import io.coffer.storage.Derivation;
import io.coffer.storage.DerivedRows;
import io.coffer.storage.EngineCapabilities;
import io.coffer.storage.EngineHealth;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.Reader;
import io.coffer.storage.Reclamation;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageEngineFactory;
import io.coffer.storage.Writer;
import io.coffer.storage.memory.MemoryStorageEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** An engine in memory that servers of this process share by a name, and that stays when they close it. */
public final class SharedMemoryEngineFactory implements StorageEngineFactory {
    private static final Map<String, Store> STORES = new ConcurrentHashMap<>();

    /** What is shared, and what a test does to it. */
    static final class Store {
        final MemoryStorageEngine engine = new MemoryStorageEngine();

        /** Called right before each commit. */
        volatile Consumer<Name> committing = name -> {};

        /** Called right before each reading of one entry. */
        volatile Consumer<Name> heading = name -> {};

        /** What it says that an entry's record may have. */
        volatile int maxAttributeBytes = engine.capabilities().maxAttributeBytes();

        /** What readers are given in the place of a stored body. */
        volatile UnaryOperator<byte[]> reading = UnaryOperator.identity();
    }

    static Store store(String name) {
        return STORES.computeIfAbsent(name, absent -> new Store());
    }

    /** The {@code storage} part of a configuration, but for its first word. */
    static String settings(String name) {
        return "{engine: shared-memory, options: {store: " + name + "}}";
    }

    @Override
    public String name() {
        return "shared-memory";
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public StorageEngine open(Path directory, Map<String, String> options, Derivation derivation) {
        return new Opened(store(options.getOrDefault("store", "")));
    }

    private record Opened(Store store) implements StorageEngine {
        @Override
        public boolean createSpace(SpaceId id) {
            return store.engine.createSpace(id);
        }

        @Override
        public boolean dropSpace(SpaceId id) {
            return store.engine.dropSpace(id);
        }

        @Override
        public Space space(SpaceId id) {
            return new SharedSpace(store, store.engine.space(id));
        }

        @Override
        public EngineCapabilities capabilities() {
            return new EngineCapabilities(true, false, true, store.maxAttributeBytes);
        }

        @Override
        public Optional<DerivedRows> derivedRows() {
            return Optional.empty();
        }

        @Override
        public Optional<Reclamation> reclamation() {
            return Optional.empty();
        }

        @Override
        public EngineHealth health() {
            return store.engine.health();
        }

        @Override
        public void close() {}
    }

    private record SharedSpace(Store store, Space space) implements Space {
        @Override
        public Optional<Entry> head(Name name) {
            store.heading.accept(name);
            return space.head(name);
        }

        @Override
        public Reader open(Name name) {
            return new SharedReader(store, space.open(name));
        }

        @Override
        public Writer begin(long sizeHint) {
            return space.begin(sizeHint);
        }

        @Override
        public Writer begin(BlobId blob, long sizeHint) {
            return space.begin(blob, sizeHint);
        }

        @Override
        public Entry commit(Writer writer, Name name, Attributes attributes, Condition condition) {
            store.committing.accept(name);
            return space.commit(writer, name, attributes, condition);
        }

        @Override
        public Entry update(Name name, Attributes attributes, long generation) {
            return space.update(name, attributes, generation);
        }

        @Override
        public boolean delete(Name name, Condition condition) {
            return space.delete(name, condition);
        }

        @Override
        public Page scan(Name prefix, Name after, int limit) {
            return space.scan(prefix, after, limit);
        }
    }

    private record SharedReader(Store store, Reader reader) implements Reader {
        @Override
        public Entry entry() {
            return reader.entry();
        }

        @Override
        public InputStream range(long offset, long length) {
            try (InputStream stored = reader.range(offset, length)) {
                return new ByteArrayInputStream(store.reading.apply(stored.readAllBytes()));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
