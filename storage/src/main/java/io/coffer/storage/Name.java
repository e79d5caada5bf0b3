package io.coffer.storage;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An entry's name: any bytes, up to {@link #MAX_LENGTH}, ordered as unsigned bytes. The array is not copied: neither
 * side changes it.
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record Name(byte[] bytes) implements Comparable<Name> {
    /** in bytes; an object key of 1023 bytes, escaped, with its suffixes */
    public static final int MAX_LENGTH = 4096;

    public static final Name EMPTY = new Name(new byte[0]);

    public Name {
        if (bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException("a name of " + bytes.length + " bytes is too long");
        }
    }

    public static Name of(String text) {
        return new Name(text.getBytes(StandardCharsets.UTF_8));
    }

    public boolean startsWith(Name prefix) {
        int length = prefix.bytes.length;
        return bytes.length >= length && Arrays.equals(bytes, 0, length, prefix.bytes, 0, length);
    }

    @Override
    public int compareTo(Name other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Name name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
