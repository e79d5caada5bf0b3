package io.coffer.storage.memory;

import io.coffer.storage.BlobId;
import io.coffer.storage.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Collects chunks; closing without a commit drops them. */
final class MemoryWriter implements Writer {
    private static final int FIRST_CAPACITY = 1024;

    private final MemoryStorageEngine engine;
    private final BlobId blob;
    private final List<byte[]> chunks = new ArrayList<>();
    private byte[] current = new byte[0];
    private int filled;
    private long size;
    private boolean spent;

    MemoryWriter(MemoryStorageEngine engine, BlobId blob) {
        this.engine = engine;
        this.blob = blob;
    }

    boolean belongsTo(MemoryStorageEngine other) {
        return engine == other;
    }

    @Override
    public BlobId blob() {
        return blob;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        requireUnspent();
        int done = 0;
        while (done < length) {
            makeRoom(length - done);
            int count = Math.min(length - done, current.length - filled);
            System.arraycopy(bytes, offset + done, current, filled, count);
            filled += count;
            done += count;
        }
        size += length;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void close() {
        spent = true;
        chunks.clear();
        current = new byte[0];
    }

    MemoryBody spend() {
        requireUnspent();
        if (filled > 0) {
            chunks.add(Arrays.copyOf(current, filled));
        }
        MemoryBody body = new MemoryBody(List.copyOf(chunks), size);
        close();
        return body;
    }

    private void makeRoom(int wanted) {
        if (filled < current.length) {
            return;
        }
        if (filled == MemoryBody.CHUNK) {
            chunks.add(current);
            current = new byte[0];
            filled = 0;
        }
        long capacity = Math.max(Math.max(FIRST_CAPACITY, 2L * filled), (long) filled + wanted);
        current = Arrays.copyOf(current, (int) Math.min(MemoryBody.CHUNK, capacity));
    }

    private void requireUnspent() {
        if (spent) {
            throw new IllegalStateException("the writer is spent");
        }
    }
}
