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
 * d name            a derived row; no value
 * b blob:16         an inline body, one block of {@link BodyBlocks}; written by formats before 3
 * f blob:16         claims a body file; without it the file is an orphan; no value
 * g                 the last generation given out: 8 bytes
 * r                 the {@link Residue}
 * i                 the random id of the store: 16 bytes
 * l group:8         a piece of the side log, written with the group of that sequence
 * p                 the last group of the log that is in the index, {@link LogPosition}
 * s id              a space: its number, 8 bytes
 * t name            a tally of derived rows: entries, amount (8 bytes each), digest (32)
 * u segment:8       {@link SegmentUsage}
 * v                 the id of the derivation that rows and tallies are of
 * </pre>
 *
 * Numbers are big endian. A space's number is a generation, so it is never used twice.
 */
final class Keys {
    static final byte[] GENERATION = {'g'};
    static final byte[] RESIDUE = {'r'};
    static final byte[] STORE_ID = {'i'};
    static final byte[] LOG_POSITION = {'p'};
    static final byte[] PIECES = {'l'};
    static final byte[] SEGMENTS = {'u'};
    static final byte[] SPACES = {'s'};
    static final byte[] ENTRIES = {'e'};
    static final byte[] FILES = {'f'};
    static final byte[] ROWS = {'d'};
    static final byte[] TALLIES = {'t'};
    static final byte[] DERIVATION = {'v'};

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

    /** The number of the space that an entry's key is in. */
    static long entrySpace(byte[] key) {
        return ByteBuffer.wrap(key).getLong(1);
    }

    static byte[] row(Name row) {
        return prefixed(ROWS, row);
    }

    static byte[] tally(Name tally) {
        return prefixed(TALLIES, tally);
    }

    private static byte[] prefixed(byte[] kind, Name name) {
        byte[] key = Arrays.copyOf(kind, 1 + name.bytes().length);
        System.arraycopy(name.bytes(), 0, key, 1, name.bytes().length);
        return key;
    }

    /** The name of a derived row or tally. */
    static Name derivedName(byte[] key) {
        return new Name(Arrays.copyOfRange(key, 1, key.length));
    }

    static byte[] inline(BlobId blob) {
        return blobKey('b', blob);
    }

    static byte[] file(BlobId blob) {
        return blobKey('f', blob);
    }

    /** The body file that a claim is of. */
    static BlobId claimed(byte[] key) {
        return new BlobId(Arrays.copyOfRange(key, 1, key.length));
    }

    private static byte[] blobKey(char kind, BlobId blob) {
        return ByteBuffer.allocate(1 + BlobId.LENGTH)
                .put((byte) kind)
                .put(blob.bytes())
                .array();
    }

    static byte[] piece(long group) {
        return ByteBuffer.allocate(9).put((byte) 'l').putLong(group).array();
    }

    static long pieceNumber(byte[] key) {
        return ByteBuffer.wrap(key).getLong(1);
    }

    static byte[] segment(long number) {
        return ByteBuffer.allocate(9).put((byte) 'u').putLong(number).array();
    }

    static long segmentNumber(byte[] key) {
        return ByteBuffer.wrap(key).getLong(1);
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
