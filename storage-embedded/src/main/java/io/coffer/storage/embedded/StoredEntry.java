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
 * </pre>
 */
record StoredEntry(Entry entry, Placement placement) {
    private static final byte LAYOUT = 1;
    private static final int HEADER = 2 + BlobId.LENGTH + 8 + 8;

    byte[] encode() {
        byte[] attributes = entry.attributes().bytes();
        return ByteBuffer.allocate(HEADER + attributes.length)
                .put(LAYOUT)
                .put(placement.code())
                .put(entry.blob().bytes())
                .putLong(entry.generation())
                .putLong(entry.size())
                .put(attributes)
                .array();
    }

    static StoredEntry decode(Name name, byte[] value) {
        if (value.length < HEADER || value[0] != LAYOUT) {
            throw damaged(name);
        }
        ByteBuffer buffer = ByteBuffer.wrap(value, 1, value.length - 1);
        Placement placement = Placement.of(buffer.get()).orElseThrow(() -> damaged(name));
        byte[] blob = new byte[BlobId.LENGTH];
        buffer.get(blob);
        long generation = buffer.getLong();
        long size = buffer.getLong();
        byte[] attributes = new byte[buffer.remaining()];
        buffer.get(attributes);
        return new StoredEntry(
                new Entry(name, new BlobId(blob), generation, size, new Attributes(attributes)), placement);
    }

    private static StorageException damaged(Name name) {
        return Failures.corrupt("the record of entry " + name + " is damaged");
    }
}
