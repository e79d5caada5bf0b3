package io.coffer.storage;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * A number modulo 2^256, to which each member of a set adds its own. Whatever the order of additions and removals, equal
 * sets have equal sums; with members that a secret key makes, other sets with the same sum cannot be found.
 *
 * @param high the most significant 64 bits, and so on
 */
public record MultisetDigest(long high, long upper, long lower, long low) {
    /** in bytes */
    public static final int LENGTH = 32;

    /** Of nothing. */
    public static final MultisetDigest ZERO = new MultisetDigest(0, 0, 0, 0);

    /** @param bytes 32 bytes, big endian */
    public static MultisetDigest of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a digest has 32 bytes");
        }
        return read(ByteBuffer.wrap(bytes));
    }

    /** Takes the next 32 bytes. */
    public static MultisetDigest read(ByteBuffer in) {
        return new MultisetDigest(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    public MultisetDigest plus(MultisetDigest other) {
        long sumLow = low + other.low;
        long carry = carry(sumLow, low);
        long sumLower = lower + other.lower + carry;
        carry = carry(sumLower, lower, carry);
        long sumUpper = upper + other.upper + carry;
        carry = carry(sumUpper, upper, carry);
        return new MultisetDigest(high + other.high + carry, sumUpper, sumLower, sumLow);
    }

    private static long carry(long sum, long summand) {
        return Long.compareUnsigned(sum, summand) < 0 ? 1 : 0;
    }

    /** With a carry that came in, a sum that is equal to a summand went once around. */
    private static long carry(long sum, long summand, long carried) {
        int order = Long.compareUnsigned(sum, summand);
        return order < 0 || (order == 0 && carried == 1) ? 1 : 0;
    }

    public MultisetDigest minus(MultisetDigest other) {
        return plus(other.negated());
    }

    private MultisetDigest negated() {
        return new MultisetDigest(~high, ~upper, ~lower, ~low).plus(new MultisetDigest(0, 0, 0, 1));
    }

    /** 32 bytes, big endian */
    public byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(LENGTH);
        put(out);
        return out.array();
    }

    public void put(ByteBuffer out) {
        out.putLong(high).putLong(upper).putLong(lower).putLong(low);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes());
    }
}
