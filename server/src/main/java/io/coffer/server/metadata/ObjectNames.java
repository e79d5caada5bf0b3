package io.coffer.server.metadata;

import io.coffer.model.ObjectKey;
import io.coffer.storage.Name;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How object keys become names in a bucket's space, in the same order.
 *
 * <p>Layout: {@code 'o' key 00 01 slot}, where each zero byte of the key is {@code 00 FF}. UTF-8 has no byte FF, so
 * {@code 'o' prefix FF} lies behind every name of that prefix. The slot {@code 'n'} holds the only version of an object
 * in a bucket that never had versions.
 */
public final class ObjectNames {
    private static final byte OBJECTS = 'o';
    private static final byte[] END = {0, 1};
    private static final byte SLOT = 'n';

    private ObjectNames() {}

    public static Name of(ObjectKey key) {
        byte[] escaped = escaped(key.utf8());
        byte[] name = Arrays.copyOf(escaped, escaped.length + END.length + 1);
        System.arraycopy(END, 0, name, escaped.length, END.length);
        name[name.length - 1] = SLOT;
        return new Name(name);
    }

    /** What the names of all keys with this prefix begin with. */
    public static Name prefix(String keyPrefix) {
        return new Name(escaped(keyPrefix.getBytes(StandardCharsets.UTF_8)));
    }

    /** A name behind every version of the key and before the next key. */
    public static Name afterKey(String key) {
        byte[] escaped = escaped(key.getBytes(StandardCharsets.UTF_8));
        byte[] name = Arrays.copyOf(escaped, escaped.length + 2);
        name[name.length - 1] = 2;
        return new Name(name);
    }

    /** A name behind every key with this prefix. */
    public static Name afterPrefix(String keyPrefix) {
        byte[] escaped = escaped(keyPrefix.getBytes(StandardCharsets.UTF_8));
        byte[] name = Arrays.copyOf(escaped, escaped.length + 1);
        name[name.length - 1] = (byte) 0xff;
        return new Name(name);
    }

    public static ObjectKey key(Name name) {
        byte[] bytes = name.bytes();
        ByteArrayOutputStream key = new ByteArrayOutputStream(bytes.length);
        for (int at = 1; at < bytes.length - END.length - 1; at++) {
            key.write(bytes[at]);
            if (bytes[at] == 0) {
                at++;
            }
        }
        return new ObjectKey(key.toString(StandardCharsets.UTF_8));
    }

    private static byte[] escaped(byte[] key) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(key.length + 8);
        out.write(OBJECTS);
        for (byte octet : key) {
            out.write(octet);
            if (octet == 0) {
                out.write(0xff);
            }
        }
        return out.toByteArray();
    }
}
