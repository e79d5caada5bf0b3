package io.coffer.storage.ozone;

import io.coffer.storage.Attributes;
import io.coffer.storage.BlobId;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a record's key has in its metadata, under {@link #FIELD}, in base 64:
 *
 * <pre>format 1 byte (1), place 1 byte, generation 8 bytes, size 8 bytes, blob 16 bytes, attributes</pre>
 *
 * @param generation of the entry, which is also the token by which a write recognises itself
 * @param size the body's length in bytes
 */
record KeyRecord(Place place, long generation, long size, BlobId blob, Attributes attributes) {
    /** Where the body is. */
    enum Place {
        /** In the record's own key. */
        HERE(0),
        /** In a key named by its blob. */
        APART(1),
        /** There is none, nor an entry: it was deleted, and the key goes next. */
        NOWHERE(2);

        private final int code;

        Place(int code) {
            this.code = code;
        }

        static Place of(int code) {
            for (Place place : values()) {
                if (place.code == code) {
                    return place;
                }
            }
            throw new IllegalArgumentException("an unknown place of a body");
        }
    }

    static final String FIELD = "coffer";
    private static final byte FORMAT = 1;
    private static final int HEADER = 1 + 1 + 8 + 8 + BlobId.LENGTH;

    static KeyRecord deleted(long generation, BlobId blob) {
        return new KeyRecord(Place.NOWHERE, generation, 0, blob, Attributes.EMPTY);
    }

    Map<String, String> metadata() {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + attributes.bytes().length)
                .put(FORMAT)
                .put((byte) place.code)
                .putLong(generation)
                .putLong(size)
                .put(blob.bytes())
                .put(attributes.bytes());
        return Map.of(FIELD, Base64.getEncoder().encodeToString(bytes.array()));
    }

    /** @throws StorageException of kind {@link Kind#CORRUPT} */
    static KeyRecord of(Map<String, String> metadata, long keyLength) {
        @Nullable String text = metadata.get(FIELD);
        if (text == null) {
            throw new StorageException(Kind.CORRUPT, "a key without the record that belongs to it");
        }
        KeyRecord record = read(text);
        long expected = record.place == Place.HERE ? record.size : 0;
        if (keyLength != expected) {
            throw new StorageException(
                    Kind.CORRUPT, "a key of " + keyLength + " bytes, and its record says " + expected);
        }
        return record;
    }

    private static KeyRecord read(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
            byte format = bytes.get();
            if (format != FORMAT) {
                throw new StorageException(Kind.CORRUPT, "a record of format " + format + ", known is " + FORMAT);
            }
            Place place = Place.of(bytes.get());
            long generation = bytes.getLong();
            long size = bytes.getLong();
            byte[] blob = new byte[BlobId.LENGTH];
            bytes.get(blob);
            byte[] attributes = new byte[bytes.remaining()];
            bytes.get(attributes);
            return new KeyRecord(place, generation, size, new BlobId(blob), new Attributes(attributes));
        } catch (IllegalArgumentException | BufferUnderflowException unreadable) {
            throw new StorageException(Kind.CORRUPT, "a record that cannot be read", unreadable);
        }
    }

    boolean isLive() {
        return place != Place.NOWHERE;
    }

    Entry entry(Name name) {
        return new Entry(name, blob, generation, size, attributes);
    }
}
