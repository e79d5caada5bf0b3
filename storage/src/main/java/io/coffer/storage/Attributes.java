package io.coffer.storage;

import java.util.Arrays;

/** What is kept beside a body: bytes whose meaning the engine does not know. The array is not copied. */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record Attributes(byte[] bytes) {
    public static final Attributes EMPTY = new Attributes(new byte[0]);

    @Override
    public boolean equals(Object other) {
        return other instanceof Attributes attributes && Arrays.equals(bytes, attributes.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Attributes[" + bytes.length + " bytes]";
    }
}
