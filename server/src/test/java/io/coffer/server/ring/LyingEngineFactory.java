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
import io.coffer.storage.memory.MemoryStorageEngineFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** An engine in memory that can give back other bodies than were written, without a checksum that would tell. */
public final class LyingEngineFactory implements StorageEngineFactory {
    /** What readers are given in the place of a stored body. */
    static final AtomicReference<UnaryOperator<byte[]>> LIE = new AtomicReference<>(UnaryOperator.identity());

    /** What happens right after a commit of that name, and right before an entry is opened. */
    static final AtomicReference<Consumer<Name>> COMMITTED = new AtomicReference<>(name -> {});

    static final AtomicReference<Consumer<Name>> OPENING = new AtomicReference<>(name -> {});

    @Override
    public String name() {
        return "lying";
    }

    @Override
    public StorageEngine open(Path directory, Map<String, String> options, Derivation derivation) {
        return new LyingEngine(new MemoryStorageEngineFactory().open(directory, options, derivation));
    }

    private record LyingEngine(StorageEngine engine) implements StorageEngine {
        @Override
        public boolean createSpace(SpaceId id) {
            return engine.createSpace(id);
        }

        @Override
        public boolean dropSpace(SpaceId id) {
            return engine.dropSpace(id);
        }

        @Override
        public Space space(SpaceId id) {
            return new LyingSpace(engine.space(id));
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
        public EngineHealth health() {
            return engine.health();
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    private record LyingSpace(Space space) implements Space {
        @Override
        public Optional<Entry> head(Name name) {
            return space.head(name);
        }

        @Override
        public Reader open(Name name) {
            OPENING.get().accept(name);
            try (Reader reader = space.open(name);
                    InputStream in = reader.range(0, reader.entry().size())) {
                byte[] body = LIE.get().apply(in.readAllBytes());
                Entry stored = reader.entry();
                return new LyingReader(
                        new Entry(stored.name(), stored.blob(), stored.generation(), body.length, stored.attributes()),
                        body);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
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
            Entry entry = space.commit(writer, name, attributes, condition);
            COMMITTED.get().accept(name);
            return entry;
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

    private record LyingReader(Entry entry, byte[] body) implements Reader {
        @Override
        public InputStream range(long offset, long length) {
            int from = Math.toIntExact(Math.min(offset, body.length));
            int to = Math.toIntExact(Math.min(offset + length, body.length));
            return new ByteArrayInputStream(Arrays.copyOfRange(body, from, to));
        }

        @Override
        public void close() {}
    }
}
