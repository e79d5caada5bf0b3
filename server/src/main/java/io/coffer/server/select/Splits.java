package io.coffer.server.select;

/** Groups lines into splits of about the same size. The same object has the same splits each time. */
final class Splits {
    /** in characters */
    static final long SIZE = 4 * 1024 * 1024;

    private long number;
    private long filled;

    /** The split of the line that begins. */
    long begin() {
        if (filled >= SIZE) {
            number++;
            filled = 0;
        }
        return number;
    }

    void passed(long size) {
        filled += size;
    }

    /** How many there are; an empty object has one. */
    long count() {
        return number + 1;
    }
}
