package io.coffer.storage.embedded;

import io.coffer.storage.Attributes;
import io.coffer.storage.BlobId;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.StorageException;
import java.nio.ByteBuffer;

/**
 * An entry and where its body lies. The value in the index:
 *
 * <pre>
 * layout:1 (1)  placement:1  blob:16  generation:8  size:8  attributes: the rest
 * layout:1 (2)  placement:1  blob:16  generation:8  size:8  segment:8  offset:8  attributes: the rest
 * </pre>
 *
 * Layout 2 is of bodies in the log.
 */
record StoredEntry(Entry entry, Placement placement, Place place) {
    private static final byte LAYOUT = 1;
    private static final byte LAYOUT_WITH_PLACE = 2;
    private static final int PLACE = 2 * Long.BYTES;
    private static final int HEADER = 2 + BlobId.LENGTH + 8 + 8;

    StoredEntry at(Place moved) {
        return new StoredEntry(entry, placement, moved);
    }

    /** With the place once it is known where the group's header ends. */
    StoredEntry within(Place group) {
        return placement == Placement.SEGMENT ? at(place.within(group)) : this;
    }

    int encodedLength() {
        return HEADER
                + (placement == Placement.SEGMENT ? PLACE : 0)
                + entry.attributes().bytes().length;
    }

    byte[] encode() {
        byte[] attributes = entry.attributes().bytes();
        boolean placed = placement == Placement.SEGMENT;
        ByteBuffer value = ByteBuffer.allocate(encodedLength())
                .put(placed ? LAYOUT_WITH_PLACE : LAYOUT)
                .put(placement.code())
                .put(entry.blob().bytes())
                .putLong(entry.generation())
                .putLong(entry.size());
        if (placed) {
            value.putLong(place.segment()).putLong(place.offset());
        }
        return value.put(attributes).array();
    }

    static StoredEntry decode(Name name, byte[] value) {
        boolean placed = value.length > 0 && value[0] == LAYOUT_WITH_PLACE;
        if (value.length < HEADER + (placed ? PLACE : 0) || (value[0] != LAYOUT && !placed)) {
            throw damaged(name);
        }
        ByteBuffer buffer = ByteBuffer.wrap(value, 1, value.length - 1);
        Placement placement = Placement.of(buffer.get()).orElseThrow(() -> damaged(name));
        byte[] blob = new byte[BlobId.LENGTH];
        buffer.get(blob);
        long generation = buffer.getLong();
        long size = buffer.getLong();
        if (placed != (placement == Placement.SEGMENT)) {
            throw damaged(name);
        }
        Place place = placed ? new Place(buffer.getLong(), buffer.getLong()) : Place.NONE;
        byte[] attributes = new byte[buffer.remaining()];
        buffer.get(attributes);
        return new StoredEntry(
                new Entry(name, new BlobId(blob), generation, size, new Attributes(attributes)), placement, place);
    }

    private static StorageException damaged(Name name) {
        return Failures.corrupt("the record of entry " + name + " is damaged");
    }
}
