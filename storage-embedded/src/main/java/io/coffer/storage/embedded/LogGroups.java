package io.coffer.storage.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Reads groups from segments. */
final class LogGroups {
    private final SegmentFiles files;
    private final byte[] store;

    LogGroups(SegmentFiles files, byte[] store) {
        this.files = files;
        this.store = store;
    }

    /** Takes each group of a segment in turn. */
    interface Visitor {
        void visit(long start, GroupHeader header) throws IOException;
    }

    Optional<GroupHeader> header(long segment, long start) throws IOException {
        return files.read(segment, start, GroupHeader.LENGTH).flatMap(bytes -> GroupHeader.decode(bytes, store));
    }

    /** Frames and batch, or empty when they are not whole. */
    Optional<ByteBuffer> payload(long segment, long start, GroupHeader header) throws IOException {
        if (start + GroupHeader.LENGTH + header.payloadLength() > files.length(segment)) {
            return Optional.empty();
        }
        byte[] bytes = files.read(segment, start + GroupHeader.LENGTH, (int) header.payloadLength())
                .orElse(new byte[0]);
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        boolean whole = bytes.length == header.payloadLength() && (int) checksum.getValue() == header.payloadChecksum();
        return whole ? Optional.of(ByteBuffer.wrap(bytes)) : Optional.empty();
    }

    /**
     * Those at the beginning of the segment, up to the first that cannot be read.
     *
     * @return where they end
     */
    long each(long segment, Visitor visitor) throws IOException {
        long start = 0;
        Optional<GroupHeader> header = header(segment, start);
        while (header.isPresent()) {
            visitor.visit(start, header.get());
            start = header.get().end(segment, start).end();
            header = header(segment, start);
        }
        return start;
    }

    /** Whether there are only zeros from here to there, or to the end of the segment if that comes before. */
    boolean isEmpty(long segment, long from, long to) throws IOException {
        int chunk = 256 * GroupHeader.ALIGNMENT;
        for (long position = from; position < to; position += chunk) {
            byte[] bytes = files.read(segment, position, (int) Math.min(chunk, to - position))
                    .orElse(new byte[0]);
            if (!isZero(ByteBuffer.wrap(bytes))) {
                return false;
            }
        }
        return true;
    }

    static boolean isZero(ByteBuffer bytes) {
        return bytes.mismatch(ByteBuffer.allocate(bytes.remaining())) < 0;
    }

    /** The highest sequence in a header from the position on, or 0. */
    long lastSequence(long segment, long from) throws IOException {
        int chunk = 256 * GroupHeader.ALIGNMENT;
        long last = 0;
        long position = from;
        byte[] bytes = files.read(segment, position, chunk).orElse(new byte[0]);
        while (bytes.length > 0) {
            for (int at = 0; at + GroupHeader.LENGTH <= bytes.length; at += GroupHeader.ALIGNMENT) {
                if (GroupHeader.mayBeginAt(bytes, at)) {
                    byte[] header = Arrays.copyOfRange(bytes, at, at + GroupHeader.LENGTH);
                    long sequence = GroupHeader.decode(header, store)
                            .map(GroupHeader::sequence)
                            .orElse(0L);
                    last = Math.max(last, sequence);
                }
            }
            position += bytes.length;
            bytes = bytes.length < chunk
                    ? new byte[0]
                    : files.read(segment, position, chunk).orElse(new byte[0]);
        }
        return last;
    }
}
