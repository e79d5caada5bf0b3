package io.coffer.encryption;

import java.util.Objects;

/**
 * Where the bytes of an extent lie. An extent is a header of 40 bytes and segments of 64 KiB ciphertext, of which the
 * last may be shorter; the header counts as a part of the first segment's 64 KiB. Each segment ends in a tag of 16
 * bytes. An empty plaintext has one empty segment.
 */
public final class SegmentLayout {
    public static final int HEADER_LENGTH = 40;
    static final int SEGMENT_LENGTH = 64 * 1024;
    static final int TAG_LENGTH = 16;

    private static final int FIRST_CAPACITY = SEGMENT_LENGTH - HEADER_LENGTH - TAG_LENGTH;
    private static final int NEXT_CAPACITY = SEGMENT_LENGTH - TAG_LENGTH;
    /** The segment's number in a nonce has 32 bits. */
    private static final long MAX_SEGMENTS = 1L << 32;

    private static final long MAX_PLAINTEXT_LENGTH = FIRST_CAPACITY + (MAX_SEGMENTS - 1) * NEXT_CAPACITY;

    private SegmentLayout() {}

    /**
     * A run of whole segments.
     *
     * @param firstSegment counted from 0
     * @param lastSegment the last one of the run
     * @param offset of the run's first byte in the extent
     * @param length of the run in bytes, tags included
     */
    public record Run(long firstSegment, long lastSegment, long offset, long length) {}

    /**
     * How many bytes an extent has.
     *
     * @throws IllegalArgumentException when the length is negative or more than about 256 TiB
     */
    public static long ciphertextLength(long plaintextLength) {
        return HEADER_LENGTH + plaintextLength + (lastSegment(plaintextLength) + 1) * TAG_LENGTH;
    }

    /**
     * The segments that hold a range of the plaintext; for an empty range the one at its place. To decipher them the
     * header is needed too: the extent's first 40 bytes.
     *
     * @throws IndexOutOfBoundsException when the range is not within the plaintext
     */
    public static Run ciphertextRange(long plaintextLength, long offset, long length) {
        Objects.checkFromIndexSize(offset, length, plaintextLength);
        long last = lastSegment(plaintextLength);
        long first = Math.min(segmentOf(offset), last);
        long until = Math.max(first, segmentOf(offset + Math.max(length, 1) - 1));
        long lastOfRun = Math.min(until, last);
        long start = segmentStart(first);
        long end = lastOfRun == last ? ciphertextLength(plaintextLength) : segmentStart(lastOfRun + 1);
        return new Run(first, lastOfRun, start, end - start);
    }

    static long lastSegment(long plaintextLength) {
        if (plaintextLength < 0 || plaintextLength > MAX_PLAINTEXT_LENGTH) {
            throw new IllegalArgumentException("an extent cannot hold " + plaintextLength + " bytes");
        }
        return plaintextLength == 0 ? 0 : segmentOf(plaintextLength - 1);
    }

    static int capacity(long segment) {
        return segment == 0 ? FIRST_CAPACITY : NEXT_CAPACITY;
    }

    static long plaintextStart(long segment) {
        return segment == 0 ? 0 : FIRST_CAPACITY + (segment - 1) * NEXT_CAPACITY;
    }

    private static long segmentOf(long plaintextOffset) {
        return plaintextOffset < FIRST_CAPACITY ? 0 : 1 + (plaintextOffset - FIRST_CAPACITY) / NEXT_CAPACITY;
    }

    private static long segmentStart(long segment) {
        return segment == 0 ? HEADER_LENGTH : segment * SEGMENT_LENGTH;
    }
}
