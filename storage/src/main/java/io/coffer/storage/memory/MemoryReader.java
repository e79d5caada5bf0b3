package io.coffer.storage.memory;

import io.coffer.storage.Entry;
import io.coffer.storage.Reader;
import java.io.InputStream;
import java.util.Objects;

/** Holds the body it was opened on, whatever the space does afterwards. */
final class MemoryReader implements Reader {
    private final Entry entry;
    private final MemoryBody body;
    private volatile boolean closed;

    MemoryReader(Entry entry, MemoryBody body) {
        this.entry = entry;
        this.body = body;
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public InputStream range(long offset, long length) {
        if (offset < 0 || length < 0 || offset > body.size() - length) {
            throw new IllegalArgumentException("the range is not within the body of " + body.size() + " bytes");
        }
        requireOpen();
        return new RangeStream(offset, offset + length);
    }

    @Override
    public void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the reader is closed");
        }
    }

    private final class RangeStream extends InputStream {
        private long position;
        private final long end;

        RangeStream(long position, long end) {
            this.position = position;
            this.end = end;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, target.length);
            requireOpen();
            if (length == 0) {
                return 0;
            }
            if (position == end) {
                return -1;
            }
            int count = body.copy(position, target, offset, (int) Math.min(length, end - position));
            position += count;
            return count;
        }

        @Override
        public int available() {
            return (int) Math.min(end - position, MemoryBody.CHUNK);
        }
    }
}
