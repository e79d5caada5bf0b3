package io.coffer.storage.cached;

import io.coffer.storage.Attributes;
import io.coffer.storage.BlobId;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import io.coffer.storage.StorageException;
import io.coffer.storage.Writer;
import io.coffer.storage.cached.RecentReads.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A space whose entries and small bodies are read once. */
final class CachedSpace implements Space {
    /** in bytes; one segment of ciphertext */
    private static final long MOST_OF_BODY = 64L * 1024;

    private static final byte[] NO_BODY = new byte[0];

    private final Space space;
    private final CachedStorageEngine.Incarnation incarnation;
    private final RecentReads reads;

    CachedSpace(Space space, CachedStorageEngine.Incarnation incarnation, RecentReads reads) {
        this.space = space;
        this.incarnation = incarnation;
        this.reads = reads;
    }

    private Place place(Name name) {
        return new Place(incarnation, name);
    }

    @Override
    public Optional<Entry> head(Name name) {
        return incarnation.isDropped() ? space.head(name) : reads.entry(place(name), () -> space.head(name));
    }

    @Override
    public Reader open(Name name) {
        Optional<Entry> entry = head(name);
        if (entry.isEmpty() || entry.get().size() > MOST_OF_BODY) {
            return space.open(name);
        }
        byte[] known = body(entry.get());
        return known == null ? remembered(space.open(name)) : new CachedReader(entry.get(), known);
    }

    private byte @Nullable [] body(Entry entry) {
        return entry.size() == 0 ? NO_BODY : reads.body(entry.blob());
    }

    /** What cannot be read whole is left to its reader, who finds out what is wrong with which part. */
    private Reader remembered(Reader reader) {
        Entry entry = reader.entry();
        if (entry.size() > MOST_OF_BODY) {
            return reader;
        }
        try (InputStream stream = reader.range(0, entry.size())) {
            byte[] body = stream.readNBytes((int) entry.size());
            reads.keep(entry.blob(), body);
            reader.close();
            return new CachedReader(entry, body);
        } catch (StorageException unreadable) {
            return reader;
        } catch (IOException unreadable) {
            reader.close();
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public boolean isAtHand(Name name) {
        return reads.known(place(name)).isPresent();
    }

    @Override
    public boolean isAtHand(Name name, long most) {
        return reads.known(place(name))
                .filter(entry -> entry.size() <= most && body(entry) != null)
                .isPresent();
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
        return reads.changing(place(name), () -> space.commit(writer, name, attributes, condition));
    }

    @Override
    public Entry update(Name name, Attributes attributes, long generation) {
        return reads.changing(place(name), () -> space.update(name, attributes, generation));
    }

    @Override
    public boolean delete(Name name, Condition condition) {
        return reads.changing(place(name), () -> space.delete(name, condition));
    }

    @Override
    public Page scan(Name prefix, Name after, int limit) {
        return space.scan(prefix, after, limit);
    }
}
