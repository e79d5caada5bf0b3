package io.coffer.storage.embedded;

import io.coffer.storage.Entry;
import io.coffer.storage.Reader;
import io.coffer.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
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
    public synchronized void close() {
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

    /**
     * Reads whole blocks and hands out only what was checked. A block that is asked for whole is read into its place;
     * others go through a buffer.
     */
    private final class RangeStream extends InputStream {
        private final byte[] checksum = new byte[BodyBlocks.CHECKSUM];
        private final long end;
        private byte[] buffer = {};
        private long position;
        private long block = -1;
        private boolean lengthChecked;

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
            long wanted = position / BodyBlocks.BLOCK;
            int start = (int) (position % BodyBlocks.BLOCK);
            int inBlock = BodyBlocks.length(entry.size(), wanted) - start;
            int count = (int) Math.min(Math.min(length, inBlock), end - position);
            if (start == 0 && count == inBlock && wanted != block) {
                readChecked(wanted, target, offset, count);
            } else {
                load(wanted);
                System.arraycopy(buffer, start, target, offset, count);
            }
            position += count;
            return count;
        }

        @Override
        public long transferTo(OutputStream out) throws IOException {
            return out instanceof WritableByteChannel channel ? send(channel) : copy(out);
        }

        /** From the file to the channel by one buffer that both take as it is. */
        private long send(WritableByteChannel channel) throws IOException {
            long began = position;
            ByteBuffer buffer = DirectBlocks.take();
            while (position < end) {
                requireOpen();
                long wanted = position / BodyBlocks.BLOCK;
                int length = BodyBlocks.length(entry.size(), wanted);
                fill(wanted, buffer.clear().limit(length + BodyBlocks.CHECKSUM));
                int start = (int) (position % BodyBlocks.BLOCK);
                int count = (int) Math.min(length - start, end - position);
                buffer.limit(start + count).position(start);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                position += count;
            }
            // not after a failure: whatever still holds it must never send another body's bytes
            DirectBlocks.giveBack(buffer);
            return position - began;
        }

        private void fill(long wanted, ByteBuffer target) {
            try {
                if (!hasItsLength() || !source.read(BodyBlocks.position(wanted), target)) {
                    throw damaged("has not its length");
                }
            } catch (IOException e) {
                throw Failures.of("cannot read body " + entry.blob(), e);
            }
            if (!BodyBlocks.intact(entry.blob(), wanted, target)) {
                throw damaged("fails its checksum in block " + wanted);
            }
        }

        private long copy(OutputStream out) throws IOException {
            long began = position;
            while (position < end) {
                requireOpen();
                load(position / BodyBlocks.BLOCK);
                int start = (int) (position % BodyBlocks.BLOCK);
                int count = (int) Math.min(BodyBlocks.length(entry.size(), block) - start, end - position);
                out.write(buffer, start, count);
                position += count;
            }
            return position - began;
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
            if (buffer.length == 0) {
                // no block of the range is longer than the body's first
                buffer = new byte[BodyBlocks.length(entry.size(), 0) + BodyBlocks.CHECKSUM];
            }
            int length = BodyBlocks.length(entry.size(), wanted);
            fill(wanted, ByteBuffer.wrap(buffer, 0, length + BodyBlocks.CHECKSUM));
            block = wanted;
        }

        private void readChecked(long wanted, byte[] target, int offset, int length) {
            long at = BodyBlocks.position(wanted);
            try {
                if (!hasItsLength()
                        || !source.read(at, target, offset, length)
                        || !source.read(at + length, checksum, 0, checksum.length)) {
                    throw damaged("has not its length");
                }
            } catch (IOException e) {
                throw Failures.of("cannot read body " + entry.blob(), e);
            }
            if (!BodyBlocks.intact(entry.blob(), wanted, target, offset, length, checksum)) {
                throw damaged("fails its checksum in block " + wanted);
            }
        }

        private boolean hasItsLength() throws IOException {
            lengthChecked = lengthChecked || source.length() == BodyBlocks.stored(entry.size());
            return lengthChecked;
        }

        private StorageException damaged(String how) {
            return Failures.corrupt("body " + entry.blob() + " " + how);
        }
    }
}
