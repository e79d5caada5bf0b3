package io.coffer.encryption;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Reads what {@link KeyRingWriter} wrote. Every method throws {@link IllegalArgumentException} when it is not that. */
final class KeyRingReader {
    private final ByteBuffer bytes;

    KeyRingReader(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    private <T> T read(Supplier<T> part) {
        try {
            return part.get();
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the list of keys is cut short", e);
        }
    }

    int code() {
        return read(bytes::get);
    }

    boolean flag() {
        int code = code();
        if (code != 0 && code != 1) {
            throw new IllegalArgumentException("neither yes nor no: " + code);
        }
        return code == 1;
    }

    int count() {
        return read(bytes::getInt);
    }

    long number() {
        return read(bytes::getLong);
    }

    Instant time() {
        return Instant.ofEpochMilli(number());
    }

    Optional<Instant> timeOrNone() {
        long time = number();
        return time == KeyRingWriter.NO_DATE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(time));
    }

    String id() {
        return new UUID(number(), number()).toString();
    }

    String text() {
        int length = Short.toUnsignedInt(read(bytes::getShort));
        return new String(fixed(length), StandardCharsets.UTF_8);
    }

    Optional<String> textOrNone() {
        return flag() ? Optional.of(text()) : Optional.empty();
    }

    Optional<byte[]> secretOrNone(int length) {
        return flag() ? Optional.of(fixed(length)) : Optional.empty();
    }

    byte[] fixed(int length) {
        if (length > bytes.remaining()) {
            throw new IllegalArgumentException("the list of keys is cut short");
        }
        byte[] read = new byte[length];
        bytes.get(read);
        return read;
    }

    /** A number and as many elements, each of which takes at least a byte. */
    <T> List<T> list(Supplier<T> element) {
        int count = count();
        if (count < 0 || count > bytes.remaining()) {
            throw new IllegalArgumentException("a list claims " + count + " elements");
        }
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(element.get());
        }
        return elements;
    }

    void requireEnd() {
        if (bytes.hasRemaining()) {
            throw new IllegalArgumentException("something follows the list of keys");
        }
    }
}
