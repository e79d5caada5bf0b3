package io.coffer.protocol;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * The CRC-64 of {@code x-oss-hash-crc64ecma}: ECMA-182's polynomial, bits reflected, all ones before and after. Reads
 * eight bytes a step, and four lanes side by side where there is enough data; large pieces go to {@link NativeCrc64}
 * where that is there. Not for use by several threads.
 */
public final class Crc64 {
    /** x^64 left out, the coefficient of x^63 in the lowest bit */
    private static final long POLYNOMIAL = 0xC96C5795D7870F42L;

    private static final long ONE = 1L << 63;
    private static final long X_TO_THE_8TH = ONE >>> 8;

    /** in bytes, a multiple of 8 */
    private static final int LANE = 2048;

    /** in bytes: less is not worth looking for a native library */
    private static final int NATIVE_FROM = 32 * 1024;

    /** in bytes, the most that a native call takes at once, for collections of garbage wait for it */
    private static final int NATIVE_AT_MOST = 1024 * 1024;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /**
     * What a byte comes to after it and 0 to 7 further bytes went through, 256 values for each. One flat table, so that
     * the compiler can prove every index.
     */
    private static final long[] BYTE = new long[8 * 256];

    /** What each byte of a checksum comes to after another lane went through, 256 values for each. */
    private static final long[] PAST_LANE = new long[8 * 256];

    static {
        long lane = powerOfX8(LANE);
        for (int octet = 0; octet < 256; octet++) {
            long rest = octet;
            for (int after = 0; after < 8; after++) {
                for (int bit = 0; bit < 8; bit++) {
                    rest = timesX(rest);
                }
                BYTE[256 * after + octet] = rest;
            }
            for (int position = 0; position < 8; position++) {
                PAST_LANE[256 * position + octet] = product(lane, (long) octet << (8 * position));
            }
        }
    }

    /** the running remainder, without the inversion that ends a checksum */
    private long state;

    public Crc64() {
        this(0);
    }

    /** Continues after data whose checksum is known, as an append does. */
    public Crc64(long checksum) {
        state = ~checksum;
    }

    public static long of(byte[] data) {
        Crc64 crc = new Crc64();
        crc.update(data, 0, data.length);
        return crc.value();
    }

    public void update(byte[] data, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, data.length);
        if (length >= NATIVE_FROM && NativeCrc64.isThere()) {
            updateNatively(data, offset, length);
        } else {
            state = inJava(state, data, offset, length);
        }
    }

    private void updateNatively(byte[] data, int offset, int length) {
        int end = offset + length;
        for (int at = offset; at < end; at += NATIVE_AT_MOST) {
            state = ~NativeCrc64.update(~state, data, at, Math.min(NATIVE_AT_MOST, end - at));
        }
    }

    /** Takes and gives a running remainder. */
    static long inJava(long before, byte[] data, int offset, int length) {
        int at = offset;
        int end = offset + length;
        long crc = before;
        while (end - at >= 4 * LANE) {
            crc = lanes(crc, data, at);
            at += 4 * LANE;
        }
        while (end - at >= 8) {
            crc = step(crc ^ (long) LONGS.get(data, at));
            at += 8;
        }
        while (at < end) {
            crc = BYTE[(int) (crc ^ data[at++]) & 0xFF] ^ (crc >>> 8);
        }
        return crc;
    }

    private static long lanes(long crc, byte[] data, int offset) {
        long first = crc;
        long second = 0;
        long third = 0;
        long fourth = 0;
        for (int at = offset; at < offset + LANE; at += 8) {
            first = step(first ^ (long) LONGS.get(data, at));
            second = step(second ^ (long) LONGS.get(data, at + LANE));
            third = step(third ^ (long) LONGS.get(data, at + 2 * LANE));
            fourth = step(fourth ^ (long) LONGS.get(data, at + 3 * LANE));
        }
        return pastLane(pastLane(pastLane(first) ^ second) ^ third) ^ fourth;
    }

    private static long step(long word) {
        return BYTE[1792 + ((int) word & 0xFF)]
                ^ BYTE[1536 + ((int) (word >>> 8) & 0xFF)]
                ^ BYTE[1280 + ((int) (word >>> 16) & 0xFF)]
                ^ BYTE[1024 + ((int) (word >>> 24) & 0xFF)]
                ^ BYTE[768 + ((int) (word >>> 32) & 0xFF)]
                ^ BYTE[512 + ((int) (word >>> 40) & 0xFF)]
                ^ BYTE[256 + ((int) (word >>> 48) & 0xFF)]
                ^ BYTE[(int) (word >>> 56)];
    }

    private static long pastLane(long word) {
        long result = 0;
        for (int position = 0; position < 8; position++) {
            result ^= PAST_LANE[256 * position + ((int) (word >>> (8 * position)) & 0xFF)];
        }
        return result;
    }

    /** The checksum so far, an unsigned number; 0 for no data. */
    public long value() {
        return ~state;
    }

    /** The checksum as the header shows it. */
    public String text() {
        return text(value());
    }

    /** A checksum as the header shows it: unsigned, decimal. */
    public static String text(long checksum) {
        return Long.toUnsignedString(checksum);
    }

    /**
     * The checksum of two pieces from the checksums of each.
     *
     * @param secondLength the second piece's length in bytes
     */
    public static long combine(long first, long second, long secondLength) {
        return product(powerOfX8(secondLength), first) ^ second;
    }

    private static long timesX(long polynomial) {
        return (polynomial & 1) == 0 ? polynomial >>> 1 : (polynomial >>> 1) ^ POLYNOMIAL;
    }

    private static long product(long left, long right) {
        long sum = 0;
        long term = right;
        for (long bits = left; bits != 0; bits <<= 1) {
            if (bits < 0) {
                sum ^= term;
            }
            term = timesX(term);
        }
        return sum;
    }

    private static long powerOfX8(long exponent) {
        long power = ONE;
        long square = X_TO_THE_8TH;
        for (long bits = exponent; bits != 0; bits >>>= 1) {
            if ((bits & 1) == 1) {
                power = product(power, square);
            }
            square = product(square, square);
        }
        return power;
    }
}
