package io.coffer.cli.oss;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Shows each byte that is read through it, once and in order. */
public abstract class WatchedStream extends FilterInputStream {
    private static final int MOST_SKIPPED = 8192;

    protected WatchedStream(InputStream in) {
        super(in);
    }

    /** Called with what was just read; at least one byte. */
    protected abstract void passed(byte[] buffer, int offset, int count);

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int count) throws IOException {
        int read = super.read(buffer, offset, count);
        if (read > 0) {
            passed(buffer, offset, read);
        }
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, MOST_SKIPPED)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
