package io.coffer.server.metadata;

import io.coffer.storage.StorageException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads what {@link RecordWriter} wrote. Anything else is {@link StorageException.Kind#CORRUPT}. */
final class RecordReader {
    private final ByteBuffer in;

    private RecordReader(byte[] record) {
        in = ByteBuffer.wrap(record);
    }

    /** Reads a whole record; bytes left over or missing are damage. */
    static <T> T read(byte[] record, Function<RecordReader, T> fields) {
        RecordReader reader = new RecordReader(record);
        try {
            T value = fields.apply(reader);
            if (reader.in.hasRemaining()) {
                throw damaged();
            }
            return value;
        } catch (BufferUnderflowException
                | IllegalArgumentException
                | ArithmeticException
                | DateTimeException malformed) {
            throw damaged();
        }
    }

    int octet() {
        return in.get() & 0xff;
    }

    long number() {
        return in.getLong();
    }

    byte[] bytes() {
        byte[] value = new byte[length()];
        in.get(value);
        return value;
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    Optional<String> optionalText() {
        return optional(this::text);
    }

    Instant time() {
        return Instant.ofEpochMilli(number());
    }

    /** A value behind an octet that says whether it is there. */
    <T> Optional<T> optional(Supplier<T> value) {
        return octet() == 0 ? Optional.empty() : Optional.of(value.get());
    }

    /** Pairs in the order of their names, each name once. */
    SortedMap<String, String> pairs() {
        SortedMap<String, String> pairs = new TreeMap<>();
        for (int left = length(); left > 0; left--) {
            String name = text();
            if (!pairs.isEmpty() && pairs.lastKey().compareTo(name) >= 0) {
                throw damaged();
            }
            pairs.put(name, text());
        }
        return pairs;
    }

    /** A length or count, never more than the bytes that are left. */
    int length() {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw damaged();
        }
        return length;
    }

    private static StorageException damaged() {
        return new StorageException(StorageException.Kind.CORRUPT, "a record has fields that do not fit its format");
    }
}
