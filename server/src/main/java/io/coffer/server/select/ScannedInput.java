package io.coffer.server.select;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * An object as it is read, with the count of what was read. A failure to read is the store's, so it must not look like
 * text that is damaged.
 */
final class ScannedInput extends FilterInputStream {
    /** The store failed, whatever kind of exception said so. */
    static final class Unreadable extends UncheckedIOException {
        private static final long serialVersionUID = 1L;

        Unreadable(IOException cause) {
            super(cause);
        }
    }

    private long scanned;

    ScannedInput(InputStream in) {
        super(in);
    }

    long scanned() {
        return scanned;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // virtual threads are never preempted
    public int read(byte[] buffer, int offset, int length) {
        // a query computes more than it waits, so it would keep the carrier from others
        Thread.yield();
        try {
            int count = in.read(buffer, offset, length);
            scanned += Math.max(0, count);
            return count;
        } catch (IOException unreadable) {
            throw new Unreadable(unreadable);
        }
    }

    @Override
    public long skip(long count) {
        // what is skipped is scanned as well
        byte[] skipped = new byte[(int) Math.min(count, 8192)];
        return Math.max(0, read(skipped, 0, skipped.length));
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException unreadable) {
            throw new Unreadable(unreadable);
        }
    }
}
