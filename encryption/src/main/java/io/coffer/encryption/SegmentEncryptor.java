package io.coffer.encryption;

import java.util.Arrays;
import java.util.Objects;

/**
 * Turns a plaintext into one extent. It draws the extent's salt and nonce prefix itself and serves one extent only: a
 * retry takes a new one. The data key may be closed as soon as it is made. Used by one thread at a time.
 *
 * <p>AES: the wire format of Tink's AES256-GCM-HKDF streaming AEAD with 64 KiB segments, the extent's info being the
 * associated data (<a href="https://developers.google.com/tink/streaming-aead/aes_gcm_hkdf_streaming">Tink</a>).
 */
public final class SegmentEncryptor implements AutoCloseable {
    private static final int SMALL_BUFFER = 4 * 1024;

    private final ExtentHeader header;
    private final SegmentCipher cipher;
    private final ByteSink sink;
    private byte[] pending = new byte[SMALL_BUFFER];
    private int pendingLength;
    private byte[] sealed = new byte[0];
    private long segment;
    private boolean open = true;

    public SegmentEncryptor(DataKey key, CipherSuite suite, ExtentContext context, ByteSink sink) {
        this(key, suite, context, sink, ExtentHeader.random());
    }

    /** With a given header, for test vectors. */
    SegmentEncryptor(DataKey key, CipherSuite suite, ExtentContext context, ByteSink sink, ExtentHeader header) {
        this.header = header;
        this.cipher = header.cipher(key, suite, context);
        this.sink = sink;
    }

    /** As {@link #update(byte[], int, int, boolean)} where it is not known whether bytes follow. */
    public void update(byte[] bytes, int offset, int length) {
        update(bytes, offset, length, false);
    }

    /**
     * How many bytes are taken best at once, never 0: what the segment that was begun still takes, or the next one when
     * that is full. Pieces of that length are sealed without a copy.
     */
    public int room() {
        int left = SegmentLayout.capacity(segment) - pendingLength;
        return left > 0 ? left : SegmentLayout.capacity(segment + 1);
    }

    /**
     * Takes the next bytes of the plaintext and passes on the segments that are full.
     *
     * @param more whether further bytes follow for certain
     * @throws IllegalStateException when it is finished, closed, or an earlier call failed
     */
    public void update(byte[] bytes, int offset, int length, boolean more) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        requireOpen();
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int capacity = SegmentLayout.capacity(segment);
            // The last segment is marked, so a full one waits until a byte follows it.
            if (pendingLength == capacity) {
                seal(pending, 0, pendingLength, false);
                pendingLength = 0;
            } else if (pendingLength == 0 && (end - at > capacity || (more && end - at == capacity))) {
                seal(bytes, at, capacity, false);
                at += capacity;
            } else {
                int count = Math.min(capacity - pendingLength, end - at);
                append(bytes, at, count);
                at += count;
            }
        }
    }

    /** Passes on the last segment. The extent is whole only after this. */
    public void finish() {
        requireOpen();
        seal(pending, 0, pendingLength, true);
        close();
    }

    /** Wipes what is left; without {@link #finish} the extent stays unfinished and cannot be read. */
    @Override
    public void close() {
        open = false;
        cipher.close();
        Arrays.fill(pending, (byte) 0);
    }

    private void append(byte[] bytes, int offset, int count) {
        int needed = pendingLength + count;
        if (needed > pending.length) {
            byte[] small = pending;
            int full = SegmentLayout.SEGMENT_LENGTH - SegmentLayout.TAG_LENGTH;
            pending = Arrays.copyOf(small, Math.min(full, Math.max(needed, 4 * small.length)));
            Arrays.fill(small, (byte) 0);
        }
        System.arraycopy(bytes, offset, pending, pendingLength, count);
        pendingLength = needed;
    }

    private void seal(byte[] plaintext, int offset, int length, boolean last) {
        // Stays false when the sink fails: a segment is never sealed twice.
        open = false;
        int start = segment == 0 ? SegmentLayout.HEADER_LENGTH : 0;
        int total = start + length + SegmentLayout.TAG_LENGTH;
        if (sealed.length < total) {
            sealed = new byte[total];
        }
        if (segment == 0) {
            header.write(sealed);
        }
        cipher.seal(header.nonce(segment, last), plaintext, offset, length, sealed, start);
        sink.write(sealed, 0, total);
        segment++;
        open = !last;
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the extent is finished, closed or failed");
        }
    }
}
