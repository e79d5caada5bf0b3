package io.coffer.storage.embedded;

import java.util.Arrays;
import java.util.Optional;

/** Where a body lies. */
enum Placement {
    /** an empty body lies nowhere */
    NONE(0),
    /** in the index, under {@link Keys#inline}; written by formats before 3 */
    INLINE(1),
    /** in a file of its own, claimed by {@link Keys#file} */
    FILE(2),
    /** in the log, at a {@link Place} */
    SEGMENT(3);

    private final byte code;

    Placement(int code) {
        this.code = (byte) code;
    }

    /** the byte on disk */
    byte code() {
        return code;
    }

    static Optional<Placement> of(byte code) {
        return Arrays.stream(values())
                .filter(placement -> placement.code == code)
                .findFirst();
    }
}
