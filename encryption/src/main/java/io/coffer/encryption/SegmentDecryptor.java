package io.coffer.encryption;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads an extent, whole or in ranges; a range costs its own segments and the header, wherever it lies. Only
 * authenticated bytes are delivered. Not for use by many threads; a stream it gave is independent of it and of the data
 * key.
 */
public final class SegmentDecryptor {
    private final DataKey key;
    private final CipherSuite suite;
    private final ExtentContext context;
    private final long plaintextLength;
    private final CiphertextSource source;
    private byte[] requiredHeader = new byte[0];

    /**
     * Checks the lengths against each other; nothing is read yet.
     *
     * @param plaintextLength as recorded with the extent
     * @param ciphertextLength as the engine has it
     * @throws DamagedDataException when an extent of that plaintext has another length
     */
    public SegmentDecryptor(
            DataKey key,
            CipherSuite suite,
            ExtentContext context,
            long plaintextLength,
            long ciphertextLength,
            CiphertextSource source) {
        long expected = SegmentLayout.ciphertextLength(plaintextLength);
        if (ciphertextLength != expected) {
            throw new DamagedDataException(
                    context + " has " + ciphertextLength + " bytes of ciphertext where " + expected + " belong");
        }
        this.key = key;
        this.suite = suite;
        this.context = context;
        this.plaintextLength = plaintextLength;
        this.source = source;
    }

    /**
     * Also requires that the extent begins with this header, which pins one of several extents of the same place.
     *
     * @param header its first 40 bytes
     */
    public SegmentDecryptor requiring(byte[] header) {
        requiredHeader = header.clone();
        return this;
    }

    /** The whole plaintext; otherwise as {@link #read(long, long)}. */
    public InputStream read() throws IOException {
        return read(0, plaintextLength);
    }

    /**
     * Opens a range of the plaintext. The header is read at once, segments as the stream is read; a segment's bytes
     * are delivered only after its tag held. Reads of the stream throw {@link DamagedDataException} at the first
     * segment that is not authentic, of an empty range too.
     *
     * @throws DamagedDataException when the header is damaged
     * @throws IndexOutOfBoundsException when the range is not within the plaintext
     */
    public InputStream read(long offset, long length) throws IOException {
        SegmentLayout.Run run = SegmentLayout.ciphertextRange(plaintextLength, offset, length);
        if (run.firstSegment() == 0) {
            // The header adjoins the first segment: one read.
            InputStream whole = source.range(0, run.offset() + run.length());
            try {
                return stream(readHeader(whole), whole, run, offset, length);
            } catch (IOException | RuntimeException e) {
                closeAfter(e, whole);
                throw e;
            }
        }
        ExtentHeader header;
        try (InputStream start = source.range(0, SegmentLayout.HEADER_LENGTH)) {
            header = readHeader(start);
        }
        return stream(header, source.range(run.offset(), run.length()), run, offset, length);
    }

    private InputStream stream(
            ExtentHeader header, InputStream segments, SegmentLayout.Run run, long offset, long length) {
        SegmentCipher cipher = header.cipher(key, suite, context);
        return new SegmentInputStream(header, cipher, segments, run, plaintextLength, offset, length, context);
    }

    private ExtentHeader readHeader(InputStream start) throws IOException {
        byte[] header = start.readNBytes(SegmentLayout.HEADER_LENGTH);
        if (requiredHeader.length > 0 && !Arrays.equals(requiredHeader, header)) {
            throw new DamagedDataException(context + " is not the one that belongs here");
        }
        return ExtentHeader.parse(header);
    }

    private static void closeAfter(Exception failure, InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
