package io.coffer.encryption;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/** The plaintext of a run of segments. Holds one segment at a time, and hands it on only once it is authentic. */
final class SegmentInputStream extends InputStream {
    private final ExtentHeader header;
    private final SegmentCipher cipher;
    private final InputStream segments;
    private final ExtentContext context;
    private final long plaintextLength;
    private final long lastOfRun;
    private final byte[] ciphertext;
    private final byte[] plaintext;
    private long segment;
    private int position;
    private int limit;
    private int skip;
    private long remaining;
    private boolean failed;

    SegmentInputStream(
            ExtentHeader header,
            SegmentCipher cipher,
            InputStream segments,
            SegmentLayout.Run run,
            long plaintextLength,
            long offset,
            long length,
            ExtentContext context) {
        this.header = header;
        this.cipher = cipher;
        this.segments = segments;
        this.context = context;
        this.plaintextLength = plaintextLength;
        this.segment = run.firstSegment();
        this.lastOfRun = run.lastSegment();
        this.skip = (int) (offset - SegmentLayout.plaintextStart(segment));
        this.remaining = length;
        int longest = (int) Math.min(SegmentLayout.SEGMENT_LENGTH, run.length());
        this.ciphertext = new byte[longest];
        this.plaintext = new byte[longest - SegmentLayout.TAG_LENGTH];
    }

    @Override
    public int read() throws IOException {
        return fill() ? plaintext[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(plaintext, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        long total = 0;
        while (fill()) {
            int count = limit - position;
            out.write(plaintext, position, count);
            position = limit;
            total += count;
        }
        return total;
    }

    @Override
    public int available() {
        return limit - position;
    }

    @Override
    public void close() throws IOException {
        failed = true;
        position = limit;
        cipher.close();
        Arrays.fill(plaintext, (byte) 0);
        segments.close();
    }

    /** Whether there is a byte to deliver; opens segments until there is one. */
    private boolean fill() throws IOException {
        if (failed) {
            throw new IOException("the stream is closed, or an earlier read of it failed");
        }
        while (position == limit && segment <= lastOfRun) {
            openSegment();
        }
        return position < limit;
    }

    private void openSegment() throws IOException {
        failed = true;
        boolean last = segment == SegmentLayout.lastSegment(plaintextLength);
        int length = last
                ? (int) (plaintextLength - SegmentLayout.plaintextStart(segment))
                : SegmentLayout.capacity(segment);
        int sealedLength = length + SegmentLayout.TAG_LENGTH;
        if (segments.readNBytes(ciphertext, 0, sealedLength) != sealedLength) {
            throw new DamagedDataException(context + " ends within segment " + segment);
        }
        if (!cipher.open(header.nonce(segment, last), ciphertext, sealedLength, plaintext)) {
            Arrays.fill(plaintext, (byte) 0);
            throw new DamagedDataException(context + " is damaged in segment " + segment);
        }
        position = skip;
        limit = (int) Math.min(length, skip + remaining);
        remaining -= limit - position;
        skip = 0;
        segment++;
        failed = false;
    }
}
