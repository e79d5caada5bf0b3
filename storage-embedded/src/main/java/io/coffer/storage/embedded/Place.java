package io.coffer.storage.embedded;

/**
 * Where a body lies in the log.
 *
 * @param segment the segment's number, from 1; 0 in a group that is not yet written
 * @param offset of the body's first byte in the segment; in a group that is not yet written, behind the group's header
 */
record Place(long segment, long offset) {
    static final Place NONE = new Place(0, 0);

    /** The place once it is known where the group's header ends. */
    Place within(Place group) {
        return segment == 0 ? new Place(group.segment, group.offset + offset) : this;
    }
}
