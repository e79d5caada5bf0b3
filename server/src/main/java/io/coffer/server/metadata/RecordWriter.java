package io.coffer.server.metadata;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;

/** Writes the fields of a binary record: numbers as 8 bytes big-endian, bytes and texts behind a 4-byte length. */
final class RecordWriter {
    /** in bytes; most records fit */
    private static final int USUAL = 512;

    private ByteBuffer out = ByteBuffer.allocate(USUAL);

    RecordWriter octet(int value) {
        room(1).put((byte) value);
        return this;
    }

    RecordWriter number(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    RecordWriter bytes(byte[] value) {
        length(value.length);
        room(value.length).put(value);
        return this;
    }

    RecordWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    RecordWriter text(Optional<String> value) {
        octet(value.isPresent() ? 1 : 0);
        value.ifPresent(this::text);
        return this;
    }

    /** Milliseconds: what the wire shows of a time. */
    RecordWriter time(Instant value) {
        return number(value.toEpochMilli());
    }

    RecordWriter time(Optional<Instant> value) {
        octet(value.isPresent() ? 1 : 0);
        value.ifPresent(this::time);
        return this;
    }

    RecordWriter length(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    RecordWriter pairs(SortedMap<String, String> pairs) {
        length(pairs.size());
        pairs.forEach((name, value) -> text(name).text(value));
        return this;
    }

    private ByteBuffer room(int bytes) {
        if (out.remaining() < bytes) {
            int wanted = Math.max(2 * out.capacity(), Math.addExact(out.position(), bytes));
            out = ByteBuffer.allocate(wanted).put(out.flip());
        }
        return out;
    }

    byte[] toBytes() {
        return Arrays.copyOf(out.array(), out.position());
    }
}
