package io.coffer.server.select;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongSupplier;

/**
 * The answer on its way out. The first block is held back until it is full, so that what fails before can still be
 * answered with a status of its own.
 */
final class Emission {
    private static final int BLOCK = 64 * 1024;
    private static final long SCANNED_BLOCK = 256 * 1024;
    private static final long SILENCE_NANOS = 5_000_000_000L;
    private static final int RECORDS_AT_ONCE = 1024;

    private final OutputStream out;
    private final Frames frames;
    private final boolean raw;
    private final LongSupplier scanned;
    private final LongSupplier nanoTime;
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private long lastNanos;
    private long lastScanned;
    private boolean begun;
    private long records;

    Emission(OutputStream out, boolean raw, LongSupplier scanned, LongSupplier nanoTime) {
        this.out = out;
        this.frames = new Frames(out);
        this.raw = raw;
        this.scanned = scanned;
        this.nanoTime = nanoTime;
        this.lastNanos = nanoTime.getAsLong();
    }

    /** Whether the peer has got anything yet. */
    boolean hasBegun() {
        return begun;
    }

    Frames frames() {
        return frames;
    }

    void add(byte[] bytes) {
        block.writeBytes(bytes);
    }

    /** To be called after each record, whether or not it had a result. */
    @SuppressWarnings("ThreadPriorityCheck") // virtual threads are never preempted
    void proceed() throws IOException {
        if (++records % RECORDS_AT_ONCE == 0) {
            // a few bytes of a compressed object may be very many records
            Thread.yield();
        }
        boolean full =
                block.size() >= BLOCK || (block.size() > 0 && scanned.getAsLong() - lastScanned >= SCANNED_BLOCK);
        if (full) {
            flush();
        } else if (nanoTime.getAsLong() - lastNanos >= SILENCE_NANOS) {
            if (block.size() > 0) {
                flush();
            } else {
                keepAlive();
            }
        }
    }

    private void keepAlive() throws IOException {
        if (!raw) {
            frames.continuous(scanned.getAsLong());
            begun = true;
        }
        lastNanos = nanoTime.getAsLong();
    }

    void flush() throws IOException {
        lastNanos = nanoTime.getAsLong();
        lastScanned = scanned.getAsLong();
        if (block.size() == 0) {
            return;
        }
        begun = true;
        if (raw) {
            block.writeTo(out);
        } else {
            frames.data(lastScanned, block.toByteArray());
        }
        block.reset();
    }
}
