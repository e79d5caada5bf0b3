package io.coffer.storage.ozone;

import io.coffer.storage.Attributes;
import io.coffer.storage.BlobId;
import io.coffer.storage.ozone.KeyRecord.Place;

/**
 * What a key is to hold: a record but for its generation, and the bytes of a body kept here.
 *
 * @param size of the entry's body, wherever it is
 * @param length how many of the bytes are the body; 0 when it is apart
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record KeyBody(Place place, BlobId blob, long size, byte[] bytes, int length, Attributes attributes) {
    /** Of a mark. */
    static final KeyBody NONE =
            new KeyBody(Place.NOWHERE, new BlobId(new byte[BlobId.LENGTH]), 0, new byte[0], 0, Attributes.EMPTY);

    static KeyBody here(BlobId blob, byte[] bytes, int length, Attributes attributes) {
        return new KeyBody(Place.HERE, blob, length, bytes, length, attributes);
    }

    static KeyBody apart(BlobId blob, long size, Attributes attributes) {
        return new KeyBody(Place.APART, blob, size, NONE.bytes, 0, attributes);
    }

    KeyRecord record(long generation) {
        return new KeyRecord(place, generation, size, blob, attributes);
    }
}
