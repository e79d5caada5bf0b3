package io.coffer.storage.memory;

import io.coffer.storage.Attributes;
import io.coffer.storage.BlobId;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import io.coffer.storage.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Changes take turns under one lock; reads see the sorted map as it is. */
final class MemorySpace implements Space {
    private record Stored(Entry entry, MemoryBody body) {}

    private final MemoryStorageEngine engine;
    private final SpaceId id;
    private final ConcurrentNavigableMap<Name, Stored> entries = new ConcurrentSkipListMap<>();
    private final ReentrantLock changes = new ReentrantLock();
    private volatile boolean dropped;

    MemorySpace(MemoryStorageEngine engine, SpaceId id) {
        this.engine = engine;
        this.id = id;
    }

    /** @return false when it was dropped before */
    boolean drop() {
        changes.lock();
        try {
            if (!entries.isEmpty()) {
                throw new StorageException(Kind.CONFLICT, "space " + id + " still has entries");
            }
            boolean first = !dropped;
            dropped = true;
            return first;
        } finally {
            changes.unlock();
        }
    }

    @Override
    public Optional<Entry> head(Name name) {
        requireUsable();
        return Optional.ofNullable(entries.get(name)).map(Stored::entry);
    }

    @Override
    public Reader open(Name name) {
        requireUsable();
        Stored stored = entries.get(name);
        if (stored == null) {
            throw new StorageException(Kind.NOT_FOUND, "no entry " + name);
        }
        return new MemoryReader(stored.entry(), stored.body());
    }

    @Override
    public Writer begin(long sizeHint) {
        return begin(BlobId.random(), sizeHint);
    }

    @Override
    public Writer begin(BlobId blob, long sizeHint) {
        requireUsable();
        return new MemoryWriter(engine, blob);
    }

    @Override
    public Entry commit(Writer writer, Name name, Attributes attributes, Condition condition) {
        if (!(writer instanceof MemoryWriter own) || !own.belongsTo(engine)) {
            throw new IllegalArgumentException("the writer belongs to another engine");
        }
        MemoryBody body = own.spend();
        if (name.bytes().length == 0) {
            throw new IllegalArgumentException("an entry needs a name");
        }
        MemoryStorageEngine.requireFits(attributes);
        changes.lock();
        try {
            requireUsable();
            Stored before = entries.get(name);
            require(condition, before);
            return put(before, () -> {
                Entry entry = new Entry(name, writer.blob(), engine.nextGeneration(), body.size(), attributes);
                return new Stored(entry, body);
            });
        } finally {
            changes.unlock();
        }
    }

    @Override
    public Entry update(Name name, Attributes attributes, long generation) {
        MemoryStorageEngine.requireFits(attributes);
        changes.lock();
        try {
            requireUsable();
            Stored stored = entries.get(name);
            if (stored == null || stored.entry().generation() != generation) {
                throw conflict();
            }
            Entry old = stored.entry();
            return put(stored, () -> {
                Entry entry = new Entry(name, old.blob(), engine.nextGeneration(), old.size(), attributes);
                return new Stored(entry, stored.body());
            });
        } finally {
            changes.unlock();
        }
    }

    private Entry put(@Nullable Stored before, Supplier<Stored> made) {
        return Objects.requireNonNull(engine.derived().change(id, entry(before), () -> {
            Stored after = made.get();
            entries.put(after.entry().name(), after);
            return after.entry();
        }));
    }

    private static @Nullable Entry entry(@Nullable Stored stored) {
        return stored == null ? null : stored.entry();
    }

    void visit(MemoryDerivedRows.Visitor visitor) {
        entries.values().forEach(stored -> visitor.visit(id, stored.entry()));
    }

    @Override
    public boolean delete(Name name, Condition condition) {
        changes.lock();
        try {
            requireUsable();
            Stored before = entries.get(name);
            require(condition, before);
            if (before == null) {
                return false;
            }
            engine.derived().change(id, before.entry(), () -> {
                engine.nextGeneration();
                entries.remove(name);
                return null;
            });
            return true;
        } finally {
            changes.unlock();
        }
    }

    @Override
    public Page scan(Name prefix, Name after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a page has at least one entry");
        }
        requireUsable();
        boolean fromPrefix = after.compareTo(prefix) < 0;
        List<Entry> page = new ArrayList<>();
        for (Stored stored :
                entries.tailMap(fromPrefix ? prefix : after, fromPrefix).values()) {
            if (!stored.entry().name().startsWith(prefix)) {
                break;
            }
            if (page.size() == limit) {
                return new Page(List.copyOf(page), true);
            }
            page.add(stored.entry());
        }
        return new Page(List.copyOf(page), false);
    }

    private static void require(Condition condition, @Nullable Stored stored) {
        if (!condition.holds(Optional.ofNullable(stored).map(Stored::entry))) {
            throw conflict();
        }
    }

    private static StorageException conflict() {
        return new StorageException(Kind.CONFLICT, "the entry is not as the condition demands");
    }

    private void requireUsable() {
        engine.requireOpen();
        if (dropped) {
            throw new StorageException(Kind.NOT_FOUND, "no space " + id);
        }
    }
}
