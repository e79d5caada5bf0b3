package io.coffer.server.digest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * MD5 (RFC 1321) with its state in the open, so that lanes and plain code can take turns with one message. The JDK's own
 * is a little faster and keeps its state to itself.
 */
final class Md5State {
    /** in bytes */
    static final int BLOCK = 64;

    /** The constants of the 64 steps. Read from an array, or the compiler would add them last and lengthen the chain. */
    static final int[] SINES = sines();

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LENGTH_AT = BLOCK - Long.BYTES;

    private final int[] state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
    private final byte[] begun = new byte[BLOCK];
    private int begunLength;
    private long length;

    private static int[] sines() {
        int[] sines = new int[64];
        for (int step = 0; step < sines.length; step++) {
            sines[step] = (int) (long) (Math.abs(Math.sin(step + 1)) * (1L << 32));
        }
        return sines;
    }

    static int word(byte[] message, int offset, int word) {
        return (int) INTS.get(message, offset + Integer.BYTES * word);
    }

    /** The four chaining values, to be read and changed in place. */
    int[] chained() {
        return state;
    }

    /**
     * Takes what is needed to fill a block that was begun before.
     *
     * @return where whole blocks begin, or {@code end}
     */
    int begin(byte[] message, int offset, int end) {
        if (begunLength == 0) {
            return offset;
        }
        int count = Math.min(BLOCK - begunLength, end - offset);
        System.arraycopy(message, offset, begun, begunLength, count);
        begunLength += count;
        length += count;
        if (begunLength == BLOCK) {
            compress(state, begun, 0, BLOCK);
            begunLength = 0;
        }
        return offset + count;
    }

    /** Counts whole blocks that went into the chaining values. */
    void compressed(int blocks) {
        length += (long) blocks * BLOCK;
    }

    /** Keeps what is less than a block for later. */
    void keep(byte[] message, int offset, int end) {
        System.arraycopy(message, offset, begun, begunLength, end - offset);
        begunLength += end - offset;
        length += end - offset;
    }

    void update(byte[] message, int offset, int end) {
        int at = begin(message, offset, end);
        int blocks = (end - at) / BLOCK;
        int rest = at + blocks * BLOCK;
        compress(state, message, at, rest);
        compressed(blocks);
        keep(message, rest, end);
    }

    /** Ends the message. */
    byte[] digest() {
        byte[] padding = new byte[begunLength < LENGTH_AT ? BLOCK : 2 * BLOCK];
        System.arraycopy(begun, 0, padding, 0, begunLength);
        padding[begunLength] = (byte) 0x80;
        ByteBuffer.wrap(padding)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padding.length - Long.BYTES, length * Byte.SIZE);
        compress(state, padding, 0, padding.length);
        ByteBuffer digest = ByteBuffer.allocate(4 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int part : state) {
            digest.putInt(part);
        }
        return digest.array();
    }

    /** @param end whole blocks after {@code offset} */
    static void compress(int[] chained, byte[] message, int offset, int end) {
        int[] sines = SINES;
        int chainedA = chained[0];
        int chainedB = chained[1];
        int chainedC = chained[2];
        int chainedD = chained[3];
        for (int at = offset; at < end; at += BLOCK) {
            int a = chainedA;
            int b = chainedB;
            int c = chainedC;
            int d = chainedD;
            a = first(a, b, c, d, word(message, at, 0) + sines[0], 7);
            d = first(d, a, b, c, word(message, at, 1) + sines[1], 12);
            c = first(c, d, a, b, word(message, at, 2) + sines[2], 17);
            b = first(b, c, d, a, word(message, at, 3) + sines[3], 22);
            a = first(a, b, c, d, word(message, at, 4) + sines[4], 7);
            d = first(d, a, b, c, word(message, at, 5) + sines[5], 12);
            c = first(c, d, a, b, word(message, at, 6) + sines[6], 17);
            b = first(b, c, d, a, word(message, at, 7) + sines[7], 22);
            a = first(a, b, c, d, word(message, at, 8) + sines[8], 7);
            d = first(d, a, b, c, word(message, at, 9) + sines[9], 12);
            c = first(c, d, a, b, word(message, at, 10) + sines[10], 17);
            b = first(b, c, d, a, word(message, at, 11) + sines[11], 22);
            a = first(a, b, c, d, word(message, at, 12) + sines[12], 7);
            d = first(d, a, b, c, word(message, at, 13) + sines[13], 12);
            c = first(c, d, a, b, word(message, at, 14) + sines[14], 17);
            b = first(b, c, d, a, word(message, at, 15) + sines[15], 22);
            a = second(a, b, c, d, word(message, at, 1) + sines[16], 5);
            d = second(d, a, b, c, word(message, at, 6) + sines[17], 9);
            c = second(c, d, a, b, word(message, at, 11) + sines[18], 14);
            b = second(b, c, d, a, word(message, at, 0) + sines[19], 20);
            a = second(a, b, c, d, word(message, at, 5) + sines[20], 5);
            d = second(d, a, b, c, word(message, at, 10) + sines[21], 9);
            c = second(c, d, a, b, word(message, at, 15) + sines[22], 14);
            b = second(b, c, d, a, word(message, at, 4) + sines[23], 20);
            a = second(a, b, c, d, word(message, at, 9) + sines[24], 5);
            d = second(d, a, b, c, word(message, at, 14) + sines[25], 9);
            c = second(c, d, a, b, word(message, at, 3) + sines[26], 14);
            b = second(b, c, d, a, word(message, at, 8) + sines[27], 20);
            a = second(a, b, c, d, word(message, at, 13) + sines[28], 5);
            d = second(d, a, b, c, word(message, at, 2) + sines[29], 9);
            c = second(c, d, a, b, word(message, at, 7) + sines[30], 14);
            b = second(b, c, d, a, word(message, at, 12) + sines[31], 20);
            a = third(a, b, c, d, word(message, at, 5) + sines[32], 4);
            d = third(d, a, b, c, word(message, at, 8) + sines[33], 11);
            c = third(c, d, a, b, word(message, at, 11) + sines[34], 16);
            b = third(b, c, d, a, word(message, at, 14) + sines[35], 23);
            a = third(a, b, c, d, word(message, at, 1) + sines[36], 4);
            d = third(d, a, b, c, word(message, at, 4) + sines[37], 11);
            c = third(c, d, a, b, word(message, at, 7) + sines[38], 16);
            b = third(b, c, d, a, word(message, at, 10) + sines[39], 23);
            a = third(a, b, c, d, word(message, at, 13) + sines[40], 4);
            d = third(d, a, b, c, word(message, at, 0) + sines[41], 11);
            c = third(c, d, a, b, word(message, at, 3) + sines[42], 16);
            b = third(b, c, d, a, word(message, at, 6) + sines[43], 23);
            a = third(a, b, c, d, word(message, at, 9) + sines[44], 4);
            d = third(d, a, b, c, word(message, at, 12) + sines[45], 11);
            c = third(c, d, a, b, word(message, at, 15) + sines[46], 16);
            b = third(b, c, d, a, word(message, at, 2) + sines[47], 23);
            a = fourth(a, b, c, d, word(message, at, 0) + sines[48], 6);
            d = fourth(d, a, b, c, word(message, at, 7) + sines[49], 10);
            c = fourth(c, d, a, b, word(message, at, 14) + sines[50], 15);
            b = fourth(b, c, d, a, word(message, at, 5) + sines[51], 21);
            a = fourth(a, b, c, d, word(message, at, 12) + sines[52], 6);
            d = fourth(d, a, b, c, word(message, at, 3) + sines[53], 10);
            c = fourth(c, d, a, b, word(message, at, 10) + sines[54], 15);
            b = fourth(b, c, d, a, word(message, at, 1) + sines[55], 21);
            a = fourth(a, b, c, d, word(message, at, 8) + sines[56], 6);
            d = fourth(d, a, b, c, word(message, at, 15) + sines[57], 10);
            c = fourth(c, d, a, b, word(message, at, 6) + sines[58], 15);
            b = fourth(b, c, d, a, word(message, at, 13) + sines[59], 21);
            a = fourth(a, b, c, d, word(message, at, 4) + sines[60], 6);
            d = fourth(d, a, b, c, word(message, at, 11) + sines[61], 10);
            c = fourth(c, d, a, b, word(message, at, 2) + sines[62], 15);
            b = fourth(b, c, d, a, word(message, at, 9) + sines[63], 21);
            chainedA += a;
            chainedB += b;
            chainedC += c;
            chainedD += d;
        }
        chained[0] = chainedA;
        chained[1] = chainedB;
        chained[2] = chainedC;
        chained[3] = chainedD;
    }

    private static int first(int a, int b, int c, int d, int addend, int shift) {
        return b + Integer.rotateLeft((a + addend) + ((b & (c ^ d)) ^ d), shift);
    }

    /** Half of the choice does not depend on the step before, so it is added apart. */
    private static int second(int a, int b, int c, int d, int addend, int shift) {
        return b + Integer.rotateLeft((a + addend + (~d & c)) + (d & b), shift);
    }

    private static int third(int a, int b, int c, int d, int addend, int shift) {
        return b + Integer.rotateLeft((a + addend) + (b ^ (c ^ d)), shift);
    }

    private static int fourth(int a, int b, int c, int d, int addend, int shift) {
        return b + Integer.rotateLeft((a + addend) + (c ^ (b | ~d)), shift);
    }
}
