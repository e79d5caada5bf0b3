package io.coffer.storage.embedded;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What stands before each group in a segment. The predecessor is named so that the groups are one chain: a group that
 * was begun in vain is not part of it, whatever is found of it.
 *
 * <pre>
 * magic:4  layout 1:4  store:16  sequence:8
 * predecessor's segment:8  end:8  header checksum:4
 * length of frames:4  of batch:4  checksum of both:4  checksum of all before:4
 * </pre>
 *
 * Numbers are big endian, checksums CRC32C. The frames follow, then the batch.
 *
 * @param store the random id of the store, so that nobody's body can pass for a group
 * @param sequence counts the groups of the store, from 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record GroupHeader(
        byte[] store, long sequence, GroupEnd previous, int framesLength, int batchLength, int payloadChecksum) {
    static final int STORE_LENGTH = 16;
    static final int LENGTH = 68;

    /** Groups begin at multiples of this: a torn write of one reaches no sector of another. */
    static final int ALIGNMENT = 4096;

    private static final int MAGIC = 0x43664772;
    private static final int LAYOUT = 1;

    static long aligned(long position) {
        return (position + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    long payloadLength() {
        return (long) framesLength + batchLength;
    }

    /** Where the next group may begin when this one begins at {@code start}. */
    GroupEnd end(long segment, long start) {
        return new GroupEnd(segment, aligned(start + LENGTH + payloadLength()), sequence, checksum());
    }

    byte[] encode() {
        byte[] bytes = new byte[LENGTH];
        ByteBuffer header = fields(bytes);
        header.putInt(checksum(bytes));
        return bytes;
    }

    private int checksum() {
        byte[] bytes = new byte[LENGTH];
        fields(bytes);
        return checksum(bytes);
    }

    private ByteBuffer fields(byte[] bytes) {
        return ByteBuffer.wrap(bytes)
                .putInt(MAGIC)
                .putInt(LAYOUT)
                .put(store)
                .putLong(sequence)
                .putLong(previous.segment())
                .putLong(previous.end())
                .putInt(previous.checksum())
                .putInt(framesLength)
                .putInt(batchLength)
                .putInt(payloadChecksum);
    }

    private static int checksum(byte[] header) {
        CRC32C checksum = new CRC32C();
        checksum.update(header, 0, LENGTH - Integer.BYTES);
        return (int) checksum.getValue();
    }

    /** Whether it is worth looking. */
    static boolean mayBeginAt(byte[] bytes, int position) {
        return ByteBuffer.wrap(bytes).getInt(position) == MAGIC;
    }

    /** The header of a group of this store, or empty when the bytes are none. */
    static Optional<GroupHeader> decode(byte[] bytes, byte[] store) {
        ByteBuffer header = ByteBuffer.wrap(bytes);
        if (bytes.length < LENGTH || header.getInt() != MAGIC || header.getInt() != LAYOUT) {
            return Optional.empty();
        }
        byte[] of = new byte[STORE_LENGTH];
        header.get(of);
        long sequence = header.getLong();
        GroupEnd previous = new GroupEnd(header.getLong(), header.getLong(), sequence - 1, header.getInt());
        GroupHeader group = new GroupHeader(of, sequence, previous, header.getInt(), header.getInt(), header.getInt());
        boolean whole = header.getInt() == checksum(bytes) && Arrays.equals(of, store);
        return whole && group.framesLength >= 0 && group.batchLength >= 0 ? Optional.of(group) : Optional.empty();
    }
}
