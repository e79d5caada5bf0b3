package io.coffer.storage.embedded;

import java.nio.ByteBuffer;

/**
 * What was replaced or deleted and may still lie on the disk. In the index: two numbers of 8 bytes.
 *
 * @param records bytes of records, and of bodies in the index
 * @param files bytes in body files that were not yet deleted when this was written
 */
record Residue(long records, long files) {
    static final Residue NONE = new Residue(0, 0);

    byte[] encode() {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(records)
                .putLong(files)
                .array();
    }

    static Residue decode(byte[] value) {
        if (value.length != 2 * Long.BYTES) {
            throw Failures.corrupt("the residue in the index has " + value.length + " bytes");
        }
        ByteBuffer numbers = ByteBuffer.wrap(value);
        return new Residue(numbers.getLong(), numbers.getLong());
    }
}
