package io.coffer.storage.embedded;

import io.coffer.storage.BlobId;
import io.coffer.storage.Name;
import io.coffer.storage.SpaceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The keys of the index, one key space so that a group is atomic without more. The first byte tells the kind:
 *
 * <pre>
 * e space:8 name    an entry, {@link StoredEntry}
 * b blob:16         an inline body, one block of {@link BodyBlocks}
 * f blob:16         claims a body file; without it the file is an orphan; no value
 * g                 the last generation given out: 8 bytes
 * s id              a space: its number, 8 bytes
 * </pre>
 *
 * Numbers are big endian. A space's number is a generation, so it is never used twice.
 */
final class Keys {
    static final byte[] GENERATION = {'g'};
    static final byte[] SPACES = {'s'};

    private Keys() {}

    static byte[] entry(long space, Name name) {
        byte[] bytes = name.bytes();
        return ByteBuffer.allocate(9 + bytes.length)
                .put((byte) 'e')
                .putLong(space)
                .put(bytes)
                .array();
    }

    static Name entryName(byte[] key) {
        return new Name(Arrays.copyOfRange(key, 9, key.length));
    }

    static byte[] inline(BlobId blob) {
        return blobKey('b', blob);
    }

    static byte[] file(BlobId blob) {
        return blobKey('f', blob);
    }

    private static byte[] blobKey(char kind, BlobId blob) {
        return ByteBuffer.allocate(1 + BlobId.LENGTH)
                .put((byte) kind)
                .put(blob.bytes())
                .array();
    }

    static byte[] space(SpaceId space) {
        return ("s" + space.value()).getBytes(StandardCharsets.US_ASCII);
    }

    static SpaceId spaceId(byte[] key) {
        return new SpaceId(new String(key, 1, key.length - 1, StandardCharsets.US_ASCII));
    }

    static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    static long number(byte[] value) {
        if (value.length != Long.BYTES) {
            throw Failures.corrupt("a number in the index has " + value.length + " bytes");
        }
        return ByteBuffer.wrap(value).getLong();
    }

    /** The first key after all that start with the prefix. The kind byte is below 0xff, so there is one. */
    static byte[] end(byte[] prefix) {
        int last = prefix.length - 1;
        while (prefix[last] == (byte) 0xff) {
            last--;
        }
        byte[] end = Arrays.copyOf(prefix, last + 1);
        end[last]++;
        return end;
    }
}
