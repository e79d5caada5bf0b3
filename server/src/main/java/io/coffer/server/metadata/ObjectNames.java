package io.coffer.server.metadata;

import io.coffer.model.ObjectKey;
import io.coffer.storage.BlobId;
import io.coffer.storage.Name;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * How what a bucket holds is named in its space.
 *
 * <ul>
 *   <li>{@code 'o' key 00 01 slot}: a version of an object, in the order of the keys. Each zero byte of the key is
 *       {@code 00 FF}; UTF-8 has no byte FF, so {@code 'o' prefix FF} lies behind every name of that prefix. The slot is
 *       {@code 'i'} and the inverted sequence (8 bytes), so that the newest comes first, or {@code 'n'} for the only
 *       version of an object in a bucket that never had versions, which is older than any other.
 *   <li>{@code 'u' key 00 01 id(16)}: an upload under way.
 *   <li>{@code 'x' blob(16) number(8) inverted-serial(8)}: an extent of a composed body, the latest serial first.
 * </ul>
 */
public final class ObjectNames {
    private static final byte OBJECTS = 'o';
    private static final byte UPLOADS = 'u';
    private static final byte EXTENTS = 'x';
    private static final byte[] END = {0, 1};
    private static final byte ONLY = 'n';
    private static final byte NUMBERED = 'i';

    /** What a name in a bucket's space is of. */
    public enum Kind {
        OBJECT,
        UPLOAD,
        EXTENT
    }

    private ObjectNames() {}

    /** Empty for what is not named here. */
    public static Optional<Kind> kind(Name name) {
        if (name.bytes().length == 0) {
            return Optional.empty();
        }
        return switch (name.bytes()[0]) {
            case OBJECTS -> Optional.of(Kind.OBJECT);
            case UPLOADS -> Optional.of(Kind.UPLOAD);
            case EXTENTS -> Optional.of(Kind.EXTENT);
            default -> Optional.empty();
        };
    }

    /** The name of an object in a bucket that never had versions. */
    public static Name of(ObjectKey key) {
        return of(key, 0);
    }

    /** @param sequence of the version; 0 for the only one in a bucket that never had versions */
    public static Name of(ObjectKey key, long sequence) {
        byte[] versions = versions(key).bytes();
        if (sequence == 0) {
            byte[] name = Arrays.copyOf(versions, versions.length + 1);
            name[versions.length] = ONLY;
            return new Name(name);
        }
        return new Name(ByteBuffer.allocate(versions.length + 1 + Long.BYTES)
                .put(versions)
                .put(NUMBERED)
                .putLong(~sequence)
                .array());
    }

    /** What the names of all versions of the key begin with. */
    public static Name versions(ObjectKey key) {
        return new Name(closed(escaped(OBJECTS, key.utf8())));
    }

    /** What the names of all keys with this prefix begin with. */
    public static Name prefix(String keyPrefix) {
        return new Name(escaped(OBJECTS, keyPrefix.getBytes(StandardCharsets.UTF_8)));
    }

    /** A name behind every version of the key and before the next key. */
    public static Name afterKey(String key) {
        return new Name(behind(escaped(OBJECTS, key.getBytes(StandardCharsets.UTF_8))));
    }

    /** A name behind every key with this prefix. */
    public static Name afterPrefix(String keyPrefix) {
        return new Name(behindAll(escaped(OBJECTS, keyPrefix.getBytes(StandardCharsets.UTF_8))));
    }

    /** The key that an object's or an upload's name is of. */
    public static ObjectKey key(Name name) {
        byte[] bytes = name.bytes();
        ByteArrayOutputStream key = new ByteArrayOutputStream(bytes.length);
        for (int at = 1; at < bytes.length; at++) {
            if (bytes[at] == 0) {
                at++;
                if (bytes[at] == END[1]) {
                    return new ObjectKey(key.toString(StandardCharsets.UTF_8));
                }
                key.write(0);
            } else {
                key.write(bytes[at]);
            }
        }
        throw new IllegalArgumentException("no name of an object");
    }

    public static Name upload(ObjectKey key, BlobId id) {
        byte[] start = closed(escaped(UPLOADS, key.utf8()));
        return new Name(ByteBuffer.allocate(start.length + BlobId.LENGTH)
                .put(start)
                .put(id.bytes())
                .array());
    }

    public static Name uploadPrefix(String keyPrefix) {
        return new Name(escaped(UPLOADS, keyPrefix.getBytes(StandardCharsets.UTF_8)));
    }

    public static Name afterUploads(String key) {
        return new Name(behind(escaped(UPLOADS, key.getBytes(StandardCharsets.UTF_8))));
    }

    public static Name afterUploadPrefix(String keyPrefix) {
        return new Name(behindAll(escaped(UPLOADS, keyPrefix.getBytes(StandardCharsets.UTF_8))));
    }

    public static BlobId uploadId(Name upload) {
        byte[] bytes = upload.bytes();
        return new BlobId(Arrays.copyOfRange(bytes, bytes.length - BlobId.LENGTH, bytes.length));
    }

    /** What the names of all extents begin with. */
    public static Name allExtents() {
        return new Name(new byte[] {EXTENTS});
    }

    public static Name extents(BlobId blob) {
        return new Name(ByteBuffer.allocate(1 + BlobId.LENGTH)
                .put(EXTENTS)
                .put(blob.bytes())
                .array());
    }

    /** What the names of all uploads of one part begin with. */
    public static Name extents(BlobId blob, long number) {
        return new Name(ByteBuffer.allocate(1 + BlobId.LENGTH + Long.BYTES)
                .put(EXTENTS)
                .put(blob.bytes())
                .putLong(number)
                .array());
    }

    public static Name extent(BlobId blob, long number, long serial) {
        return new Name(ByteBuffer.allocate(1 + BlobId.LENGTH + 2 * Long.BYTES)
                .put(EXTENTS)
                .put(blob.bytes())
                .putLong(number)
                .putLong(~serial)
                .array());
    }

    /** A name behind all uploads of the part, and before the next part's. */
    public static Name afterExtents(BlobId blob, long number) {
        return extent(blob, number, 0);
    }

    public static BlobId blob(Name extent) {
        return new BlobId(Arrays.copyOfRange(extent.bytes(), 1, 1 + BlobId.LENGTH));
    }

    public static long number(Name extent) {
        return ByteBuffer.wrap(extent.bytes()).getLong(1 + BlobId.LENGTH);
    }

    public static long serial(Name extent) {
        return ~ByteBuffer.wrap(extent.bytes()).getLong(1 + BlobId.LENGTH + Long.BYTES);
    }

    private static byte[] closed(byte[] escaped) {
        byte[] name = Arrays.copyOf(escaped, escaped.length + END.length);
        System.arraycopy(END, 0, name, escaped.length, END.length);
        return name;
    }

    private static byte[] behind(byte[] escaped) {
        byte[] name = Arrays.copyOf(escaped, escaped.length + 2);
        name[name.length - 1] = 2;
        return name;
    }

    private static byte[] behindAll(byte[] escaped) {
        byte[] name = Arrays.copyOf(escaped, escaped.length + 1);
        name[name.length - 1] = (byte) 0xff;
        return name;
    }

    private static byte[] escaped(byte kind, byte[] key) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(key.length + 8);
        out.write(kind);
        for (byte octet : key) {
            out.write(octet);
            if (octet == 0) {
                out.write(0xff);
            }
        }
        return out.toByteArray();
    }
}
