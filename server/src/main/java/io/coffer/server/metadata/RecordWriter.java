package io.coffer.server.metadata;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Writes the fields of a binary record: numbers as 8 bytes big-endian, bytes and texts behind a 4-byte length. */
final class RecordWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    RecordWriter octet(int value) {
        out.write(value);
        return this;
    }

    RecordWriter number(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
        return this;
    }

    RecordWriter bytes(byte[] value) {
        length(value.length);
        out.writeBytes(value);
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
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(value >>> shift);
        }
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
