package io.coffer.storage.embedded;

import io.coffer.storage.Entry;
import io.coffer.storage.Reader;
import io.coffer.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A body held open: an inline one in memory, a file by its descriptor, which outlives the file's name. */
final class EmbeddedReader implements Reader {
    private final Entry entry;
    private final BodySource source;
    private volatile boolean closed;

    EmbeddedReader(Entry entry, BodySource source) {
        this.entry = entry;
        this.source = source;
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public InputStream range(long offset, long length) {
        if (offset < 0 || length < 0 || offset > entry.size() - length) {
            throw new IllegalArgumentException("the range is not within the body of " + entry.size() + " bytes");
        }
        requireOpen();
        return new RangeStream(offset, offset + length);
    }

    @Override
    public void close() {
        closed = true;
        try {
            source.close();
        } catch (IOException e) {
            throw Failures.of("cannot close body " + entry.blob(), e);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the reader is closed");
        }
    }

    /** Reads whole blocks and hands out only what was checked. */
    private final class RangeStream extends InputStream {
        private final byte[] buffer;
        private final long end;
        private long position;
        private long block = -1;

        RangeStream(long position, long end) {
            this.position = position;
            this.end = end;
            // no block of the range is longer than a full block or the whole body
            this.buffer = new byte[position == end ? 0 : BodyBlocks.length(entry.size(), 0) + BodyBlocks.CHECKSUM];
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
            load(position / BodyBlocks.BLOCK);
            int start = (int) (position % BodyBlocks.BLOCK);
            int inBlock = BodyBlocks.length(entry.size(), block) - start;
            int count = (int) Math.min(Math.min(length, inBlock), end - position);
            System.arraycopy(buffer, start, target, offset, count);
            position += count;
            return count;
        }

        @Override
        public int available() {
            return (int) Math.min(end - position, BodyBlocks.BLOCK);
        }

        private void load(long wanted) {
            if (wanted == block) {
                return;
            }
            // what the buffer held is gone even when reading fails
            block = -1;
            int length = BodyBlocks.length(entry.size(), wanted);
            try {
                if (source.length() != BodyBlocks.stored(entry.size())
                        || !source.read(BodyBlocks.position(wanted), buffer, length + BodyBlocks.CHECKSUM)) {
                    throw damaged("has not its length");
                }
            } catch (IOException e) {
                throw Failures.of("cannot read body " + entry.blob(), e);
            }
            if (!BodyBlocks.intact(entry.blob(), wanted, buffer, length)) {
                throw damaged("fails its checksum in block " + wanted);
            }
            block = wanted;
        }

        private StorageException damaged(String how) {
            return Failures.corrupt("body " + entry.blob() + " " + how);
        }
    }
}
