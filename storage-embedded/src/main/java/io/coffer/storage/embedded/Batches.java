package io.coffer.storage.embedded;

import java.util.Arrays;

/** What became of the batches in a segment's groups. */
enum Batches {
    KEPT(0),
    /** zeros are in their place */
    OVERWRITTEN(1),
    /** parts of them may be: it was begun, and perhaps not ended */
    BEING_OVERWRITTEN(2);

    private final byte code;

    Batches(int code) {
        this.code = (byte) code;
    }

    /** the byte on disk */
    byte code() {
        return code;
    }

    static Batches of(byte code) {
        return Arrays.stream(values())
                .filter(state -> state.code == code)
                .findFirst()
                .orElseThrow(() -> Failures.corrupt("the batches of a segment have the unknown state " + code));
    }
}
