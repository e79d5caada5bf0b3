package io.coffer.storage.embedded;

import java.nio.ByteBuffer;

/**
 * What a segment holds. In the index: two numbers of 8 bytes and 1 byte, the {@link Batches}.
 *
 * @param live bytes of bodies that entries name
 * @param dead bytes of bodies that no entry names any more
 * @param batches whether they are still there
 */
record SegmentUsage(long live, long dead, Batches batches) {
    static final SegmentUsage EMPTY = new SegmentUsage(0, 0, Batches.KEPT);

    SegmentUsage plus(long moreLive, long moreDead) {
        return new SegmentUsage(live + moreLive, dead + moreDead, batches);
    }

    SegmentUsage with(Batches state) {
        return new SegmentUsage(live, dead, state);
    }

    byte[] encode() {
        return ByteBuffer.allocate(2 * Long.BYTES + 1)
                .putLong(live)
                .putLong(dead)
                .put(batches.code())
                .array();
    }

    static SegmentUsage decode(byte[] value) {
        if (value.length != 2 * Long.BYTES + 1) {
            throw Failures.corrupt("the usage of a segment has " + value.length + " bytes");
        }
        ByteBuffer numbers = ByteBuffer.wrap(value);
        return new SegmentUsage(numbers.getLong(), numbers.getLong(), Batches.of(numbers.get()));
    }
}
