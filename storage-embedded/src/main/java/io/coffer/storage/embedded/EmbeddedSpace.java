package io.coffer.storage.embedded;

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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDBException;

/** One incarnation of a space: dropped and made again, the same id has another number. */
final class EmbeddedSpace implements Space {
    private final EmbeddedStorageEngine engine;
    private final SpaceId id;
    private final long number;

    EmbeddedSpace(EmbeddedStorageEngine engine, SpaceId id, long number) {
        this.engine = engine;
        this.id = id;
        this.number = number;
    }

    @Override
    public Optional<Entry> head(Name name) {
        return stored(name).map(StoredEntry::entry);
    }

    private Optional<StoredEntry> stored(Name name) {
        engine.requireSpace(id, number);
        return engine.index().entry(number, name);
    }

    @Override
    public Reader open(Name name) {
        Optional<StoredEntry> missing = Optional.empty();
        while (true) {
            StoredEntry stored = stored(name)
                    .orElseThrow(() -> new StorageException(Kind.NOT_FOUND, "no entry " + name + " in space " + id));
            Optional<BodySource> source = source(stored);
            if (source.isPresent()) {
                return new EmbeddedReader(stored.entry(), source.get());
            }
            // replaced or moved between the two looks, unless the entry still names the same place
            if (missing.filter(stored::equals).isPresent()) {
                throw Failures.corrupt("body " + stored.entry().blob() + " of entry " + name + " is missing");
            }
            missing = Optional.of(stored);
        }
    }

    private Optional<BodySource> source(StoredEntry stored) {
        BlobId blob = stored.entry().blob();
        return switch (stored.placement()) {
            case NONE -> Optional.of(new BodySource.Inline(ByteBuffer.allocate(0)));
            case INLINE -> engine.index().inlineBody(blob).map(bytes -> new BodySource.Inline(ByteBuffer.wrap(bytes)));
            case SEGMENT -> {
                try {
                    yield engine.segments()
                            .read(stored.place(), (int)
                                    BodyBlocks.stored(stored.entry().size()))
                            .map(bytes -> new BodySource.Inline(ByteBuffer.wrap(bytes)));
                } catch (IOException e) {
                    throw Failures.of("cannot read body " + blob, e);
                }
            }
            case FILE -> {
                try {
                    yield Optional.of(new BodySource.File(
                            engine.files().open(blob),
                            () -> engine.files().holds().release(blob)));
                } catch (NoSuchFileException e) {
                    yield Optional.empty();
                } catch (IOException e) {
                    throw Failures.of("cannot open body " + blob, e);
                }
            }
        };
    }

    @Override
    public Writer begin(long sizeHint) {
        engine.requireSpace(id, number);
        engine.requireWritable();
        return new EmbeddedWriter(engine, BlobId.random(), sizeHint);
    }

    @Override
    public Writer begin(BlobId blob, long sizeHint) {
        engine.requireSpace(id, number);
        engine.requireWritable();
        engine.awaitOrphansSwept();
        return new EmbeddedWriter(engine, blob, sizeHint);
    }

    @Override
    public Entry commit(Writer writer, Name name, Attributes attributes, Condition condition) {
        if (!(writer instanceof EmbeddedWriter own) || !own.belongsTo(engine)) {
            throw new IllegalArgumentException("the writer belongs to another engine");
        }
        own.spend();
        try {
            if (name.bytes().length == 0) {
                throw new IllegalArgumentException("an entry needs a name");
            }
            EmbeddedStorageEngine.requireFits(attributes);
            engine.requireSpace(id, number);
            engine.room().require();
            FinishedBody body = own.finish();
            Entry entry = engine.submit(group -> commit(group, body, name, attributes, condition));
            own.keep();
            return entry;
        } catch (StorageException e) {
            if (e.kind() == Kind.UNKNOWN_OUTCOME) {
                own.leave();
            } else {
                own.discard();
            }
            throw e;
        } catch (IllegalArgumentException e) {
            own.discard();
            throw e;
        }
    }

    private Entry commit(Group group, FinishedBody body, Name name, Attributes attributes, Condition condition)
            throws RocksDBException {
        Optional<StoredEntry> before = before(group, name, condition);
        if (before.isPresent()) {
            group.freeBody(before.get());
        }
        Entry entry = new Entry(name, body.blob(), group.nextGeneration(), body.size(), attributes);
        Place place = group.keepBody(number, name, body);
        group.put(id, number, before, new StoredEntry(entry, body.placement(), place));
        return entry;
    }

    @Override
    public Entry update(Name name, Attributes attributes, long generation) {
        EmbeddedStorageEngine.requireFits(attributes);
        engine.requireSpace(id, number);
        engine.room().require();
        return engine.submit(group -> {
            StoredEntry before =
                    before(group, name, Condition.generation(generation)).orElseThrow();
            Entry old = before.entry();
            Entry entry = new Entry(name, old.blob(), group.nextGeneration(), old.size(), attributes);
            group.put(id, number, Optional.of(before), new StoredEntry(entry, before.placement(), before.place()));
            return entry;
        });
    }

    @Override
    public boolean delete(Name name, Condition condition) {
        engine.requireSpace(id, number);
        return engine.submit(group -> {
            Optional<StoredEntry> before = before(group, name, condition);
            if (before.isPresent()) {
                group.freeBody(before.get());
                group.remove(id, number, before.get());
            }
            return before.isPresent();
        });
    }

    private Optional<StoredEntry> before(Group group, Name name, Condition condition) {
        group.requireSpace(id, number);
        Optional<StoredEntry> before = group.entry(number, name);
        if (!condition.holds(before.map(StoredEntry::entry))) {
            throw new StorageException(Kind.CONFLICT, "the entry is not as the condition demands");
        }
        return before;
    }

    @Override
    public Page scan(Name prefix, Name after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a page has at least one entry");
        }
        engine.requireSpace(id, number);
        byte[] prefixKey = Keys.entry(number, prefix);
        byte[] afterKey = Keys.entry(number, after);
        // the key behind another is that key and a zero byte
        byte[] first = after.compareTo(prefix) < 0 ? prefixKey : Arrays.copyOf(afterKey, afterKey.length + 1);
        List<Entry> entries = new ArrayList<>();
        boolean[] more = {false};
        engine.index().scan(first, Keys.end(prefixKey), (key, value) -> {
            if (entries.size() == limit) {
                more[0] = true;
                return false;
            }
            entries.add(StoredEntry.decode(Keys.entryName(key), value).entry());
            return true;
        });
        return new Page(List.copyOf(entries), more[0]);
    }
}
