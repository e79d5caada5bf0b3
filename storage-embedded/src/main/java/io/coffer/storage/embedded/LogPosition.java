package io.coffer.storage.embedded;

import java.nio.ByteBuffer;

/**
 * The last group that the index has. In the index: three numbers of 8 bytes.
 *
 * @param start where the group begins in its segment
 * @param sequence 0 when there is none yet
 */
record LogPosition(long segment, long start, long sequence) {
    static final LogPosition NONE = new LogPosition(0, 0, 0);

    byte[] encode() {
        return ByteBuffer.allocate(3 * Long.BYTES)
                .putLong(segment)
                .putLong(start)
                .putLong(sequence)
                .array();
    }

    static LogPosition decode(byte[] value) {
        if (value.length != 3 * Long.BYTES) {
            throw Failures.corrupt("the log position in the index has " + value.length + " bytes");
        }
        ByteBuffer numbers = ByteBuffer.wrap(value);
        return new LogPosition(numbers.getLong(), numbers.getLong(), numbers.getLong());
    }
}
