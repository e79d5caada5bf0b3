package io.coffer.storage.memory;

import java.util.List;

/** A finished body: full chunks of {@link #CHUNK} bytes, the last one as long as what remained. */
record MemoryBody(List<byte[]> chunks, long size) {
    static final int CHUNK = 64 * 1024;

    /** Copies what one chunk holds from the position on, and returns how much that was. */
    int copy(long position, byte[] target, int offset, int length) {
        byte[] chunk = chunks.get((int) (position / CHUNK));
        int start = (int) (position % CHUNK);
        int count = Math.min(length, chunk.length - start);
        System.arraycopy(chunk, start, target, offset, count);
        return count;
    }
}
