package io.coffer.storage.embedded;

import io.coffer.storage.BlobId;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The layout of a body, in a file and inline alike: blocks of {@link #BLOCK} bytes, the last one as long as what
 * remains, each followed by a checksum of 4 bytes, big endian. The checksum is CRC32C of blob id, block number (8 bytes,
 * big endian) and block, so that a block in the wrong place is damage too.
 */
final class BodyBlocks {
    static final int BLOCK = 64 * 1024;
    static final int CHECKSUM = 4;

    private BodyBlocks() {}

    /** Writes the checksum of the block at the start of the buffer behind it. */
    static void seal(BlobId blob, long number, byte[] buffer, int length) {
        ByteBuffer.wrap(buffer).putInt(length, checksum(blob, number, buffer, 0, length));
    }

    /** The checksum that comes behind a block. */
    static ByteBuffer checksumAfter(BlobId blob, long number, byte[] block, int offset, int length) {
        return ByteBuffer.allocate(CHECKSUM).putInt(0, checksum(blob, number, block, offset, length));
    }

    static boolean intact(BlobId blob, long number, byte[] buffer, int length) {
        return ByteBuffer.wrap(buffer).getInt(length) == checksum(blob, number, buffer, 0, length);
    }

    static boolean intact(BlobId blob, long number, byte[] block, int offset, int length, byte[] checksum) {
        return ByteBuffer.wrap(checksum).getInt() == checksum(blob, number, block, offset, length);
    }

    /** @param block a block and its checksum, from 0 to the limit */
    static boolean intact(BlobId blob, long number, ByteBuffer block) {
        int length = block.limit() - CHECKSUM;
        CRC32C checksum = begun(blob, number);
        checksum.update(block.slice(0, length));
        return block.getInt(length) == (int) checksum.getValue();
    }

    private static int checksum(BlobId blob, long number, byte[] block, int offset, int length) {
        CRC32C checksum = begun(blob, number);
        checksum.update(block, offset, length);
        return (int) checksum.getValue();
    }

    private static CRC32C begun(BlobId blob, long number) {
        CRC32C checksum = new CRC32C();
        checksum.update(blob.bytes());
        checksum.update(Keys.number(number));
        return checksum;
    }

    static long position(long number) {
        return number * (BLOCK + CHECKSUM);
    }

    static int length(long size, long number) {
        return (int) Math.min(BLOCK, size - number * BLOCK);
    }

    /** The bytes on disk of a body of this size. */
    static long stored(long size) {
        return size + (size + BLOCK - 1) / BLOCK * CHECKSUM;
    }
}
