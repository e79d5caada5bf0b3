package io.coffer.storage.embedded;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/** Buffers outside the heap for a block and its checksum, from which the system sends without a copy; some are kept. */
final class DirectBlocks {
    private static final int MOST_KEPT = 64;
    private static final Queue<ByteBuffer> FREE = new ArrayBlockingQueue<>(MOST_KEPT);

    private DirectBlocks() {}

    static ByteBuffer take() {
        ByteBuffer kept = FREE.poll();
        return kept == null ? ByteBuffer.allocateDirect(BodyBlocks.BLOCK + BodyBlocks.CHECKSUM) : kept;
    }

    static void giveBack(ByteBuffer block) {
        FREE.offer(block);
    }
}
