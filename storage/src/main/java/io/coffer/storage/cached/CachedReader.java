package io.coffer.storage.cached;

import io.coffer.storage.Entry;
import io.coffer.storage.Reader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A body in memory, which no later change touches. */
final class CachedReader implements Reader {
    private final Entry entry;
    private final byte[] body;
    private volatile boolean closed;

    CachedReader(Entry entry, byte[] body) {
        this.entry = entry;
        this.body = body;
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public InputStream range(long offset, long length) {
        if (offset < 0 || length < 0 || offset > body.length - length) {
            throw new IllegalArgumentException("the range is not within the body of " + body.length + " bytes");
        }
        if (closed) {
            throw new IllegalStateException("the reader is closed");
        }
        return new ByteArrayInputStream(body, (int) offset, (int) length);
    }

    @Override
    public boolean isAtHand() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
    }
}
