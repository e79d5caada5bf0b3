package io.coffer.storage.embedded;

/**
 * A group as its successor names it.
 *
 * @param segment where it lies
 * @param end where the next group begins if it begins in this segment
 * @param sequence 0 when there is no group yet
 * @param checksum of its header, which holds that of its payload
 */
record GroupEnd(long segment, long end, long sequence, int checksum) {
    /** Before the first group. */
    static final GroupEnd START = new GroupEnd(0, 0, 0, 0);
}
