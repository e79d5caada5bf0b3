package io.coffer.storage.ozone;

import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/**
 * A part of a body. Ozone's client asks a datanode for exactly the bytes of each read, whose caller takes some 64 KiB at a time; so
 * more is read at once and kept.
 */
final class RangeStream extends InputStream {
    /** The most that is asked for at once, in bytes; a body on its way in takes four times as much. */
    static final int AHEAD = 1024 * 1024;

    /** What is handed on at once, in bytes. */
    private static final int PIECE = 64 * 1024;

    private final InputStream content;
    private final Runnable check;
    private final byte[] ahead;
    private int position;
    private int limit;
    /** in the content, behind what is kept */
    private long left;

    /**
     * @param content from the range's first byte on
     * @param check throws when nothing may be read any more
     */
    RangeStream(InputStream content, long length, Runnable check) {
        this.content = content;
        this.check = check;
        this.ahead = new byte[(int) Math.min(length, AHEAD)];
        this.left = length;
    }

    @Override
    public int read() {
        return fill() ? ahead[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(ahead, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        long total = 0;
        while (fill()) {
            int count = Math.min(PIECE, limit - position);
            out.write(ahead, position, count);
            position += count;
            total += count;
        }
        return total;
    }

    @Override
    public int available() {
        return limit - position;
    }

    /** Whether there is a byte to deliver. */
    private boolean fill() {
        check.run();
        if (position < limit) {
            return true;
        }
        if (left == 0) {
            return false;
        }
        try {
            int count = content.read(ahead, 0, (int) Math.min(ahead.length, left));
            if (count <= 0) {
                throw new StorageException(Kind.CORRUPT, "a body ends " + left + " bytes too early");
            }
            position = 0;
            limit = count;
            left -= count;
            return true;
        } catch (IOException failure) {
            throw Failures.of("a body cannot be read", failure);
        }
    }

    @Override
    public void close() {
        try {
            content.close();
        } catch (IOException harmless) {
            // all that was asked for has been read, or a failure told before
        }
    }
}
