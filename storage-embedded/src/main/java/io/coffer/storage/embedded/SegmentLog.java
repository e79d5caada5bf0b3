package io.coffer.storage.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The end of the log, where groups are added. For the committer thread only, but for {@link #segment}. Segments are made
 * of zeros ahead of time, small ones first, so that adding a group changes bytes and nothing else of its file.
 */
final class SegmentLog implements AutoCloseable {
    private static final long FIRST_BYTES = 1 << 20;
    private static final int MOST_KEPT_BUFFER = 16 << 20;

    private record Prepared(long number, long length, Disk.DiskFile file) {}

    private final SegmentFiles files;
    private final byte[] store;
    private final long mostBytes;
    private final Executor preparing;
    private GroupEnd end;
    private long nextNumber;
    private long nextLength;
    private @Nullable Prepared current;
    private @Nullable CompletableFuture<Prepared> next;
    private long position;
    private boolean ending;
    private volatile long segment;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);

    /**
     * @param end of the last group there is
     * @param lastNumber the highest number that a segment ever had
     * @param mostBytes the usual length of a segment
     * @param preparing where the next segment is made
     */
    SegmentLog(SegmentFiles files, byte[] store, GroupEnd end, long lastNumber, long mostBytes, Executor preparing) {
        this.files = files;
        this.store = store;
        this.end = end;
        this.mostBytes = mostBytes;
        this.preparing = preparing;
        this.nextNumber = lastNumber + 1;
        this.nextLength = Math.min(FIRST_BYTES, mostBytes);
        this.segment = end.segment();
    }

    /** The segment that the last group is in, or that the next one will be in. */
    long segment() {
        return segment;
    }

    /** The next group begins a new segment. */
    void endSegment() {
        ending = position > 0;
    }

    /** The number of the group that comes next. */
    long sequence() {
        return end.sequence() + 1;
    }

    /**
     * Finds room for the next group.
     *
     * @param payload the most bytes that it may have behind its header
     * @return where they will begin
     * @throws IOException when there is no room; nothing was changed
     */
    Place reserve(long payload) throws IOException {
        long needed = GroupHeader.LENGTH + payload;
        Prepared now = current;
        if (now == null || ending || now.length() - position < needed) {
            Prepared follows = take(needed);
            ending = false;
            current = follows;
            position = 0;
            segment = follows.number();
            if (now != null) {
                now.file().truncate(position(now));
                now.file().close();
            }
            now = follows;
        }
        if (next == null && position > now.length() / 2) {
            next = prepare(0);
        }
        return new Place(now.number(), position + GroupHeader.LENGTH);
    }

    /** How much of it groups fill: what is behind them is given back. */
    private long position(Prepared full) {
        return end.segment() == full.number() ? end.end() : 0;
    }

    private Prepared take(long needed) throws IOException {
        CompletableFuture<Prepared> ready = next == null ? prepare(needed) : next;
        next = null;
        Prepared taken = join(ready);
        if (taken.length() >= needed) {
            return taken;
        }
        discard(taken);
        return join(prepare(needed));
    }

    private static Prepared join(CompletableFuture<Prepared> ready) throws IOException {
        try {
            return ready.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException failure) {
                throw failure.getCause();
            }
            throw e;
        }
    }

    private CompletableFuture<Prepared> prepare(long needed) {
        long number = nextNumber++;
        long length = Math.max(nextLength, GroupHeader.aligned(needed));
        nextLength = Math.min(mostBytes, 2 * nextLength);
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return new Prepared(number, length, files.create(number, length));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                preparing);
    }

    /**
     * Adds a group where room was reserved. Its header is written last: without it, nothing was changed.
     *
     * @throws io.coffer.storage.StorageException when the payload could not be written; nothing was changed
     * @throws IOException when the group may be there or not
     */
    void append(List<Frame> frames, byte[] batch) throws IOException {
        Prepared now = Objects.requireNonNull(current);
        int framesLength = frames.stream().mapToInt(Frame::length).sum();
        ByteBuffer payload = buffer(framesLength + batch.length);
        frames.forEach(frame -> frame.encode(payload));
        payload.put(batch).flip();
        CRC32C checksum = new CRC32C();
        checksum.update(payload);
        payload.rewind();
        GroupHeader header =
                new GroupHeader(store, sequence(), end, framesLength, batch.length, (int) checksum.getValue());
        try {
            now.file().writeAll(payload, position + GroupHeader.LENGTH);
        } catch (IOException e) {
            // what is there of it stays behind the end of this segment, and is cut off
            ending = true;
            throw Failures.of("cannot write to the log", e);
        }
        now.file().writeAll(ByteBuffer.wrap(header.encode()), position);
        now.file().force();
        end = header.end(now.number(), position);
        position = end.end();
    }

    private ByteBuffer buffer(int length) {
        if (length > MOST_KEPT_BUFFER) {
            return ByteBuffer.allocateDirect(length);
        }
        if (length > buffer.capacity()) {
            buffer = ByteBuffer.allocateDirect(Math.min(MOST_KEPT_BUFFER, Math.max(length, 2 * buffer.capacity())));
        }
        return buffer.clear();
    }

    private void discard(Prepared unused) throws IOException {
        unused.file().close();
        files.delete(unused.number());
    }

    /** Gives back the room behind the last group. To be called when all groups succeeded. */
    @Override
    public void close() throws IOException {
        if (next != null) {
            discard(join(next));
        }
        if (current != null) {
            current.file().truncate(position(current));
            current.file().force();
            current.file().close();
        }
    }

    /** Leaves everything as it is, for recovery. */
    void abandon() throws IOException {
        if (current != null) {
            current.file().close();
        }
    }
}
