package io.coffer.encryption;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** Writes what a keystore is made of. It holds key material, and leaves no copy of it behind as it grows. */
final class KeyRingWriter {
    static final long NO_DATE = -1;

    private ByteBuffer bytes = ByteBuffer.allocate(4096);

    KeyRingWriter code(int value) {
        room(1).put((byte) value);
        return this;
    }

    KeyRingWriter flag(boolean value) {
        return code(value ? 1 : 0);
    }

    KeyRingWriter count(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    KeyRingWriter number(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    KeyRingWriter time(Instant time) {
        return number(time.toEpochMilli());
    }

    KeyRingWriter time(Optional<Instant> time) {
        return number(time.map(Instant::toEpochMilli).orElse(NO_DATE));
    }

    KeyRingWriter id(String uuid) {
        UUID id = UUID.fromString(uuid);
        return number(id.getMostSignificantBits()).number(id.getLeastSignificantBits());
    }

    KeyRingWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        room(Short.BYTES + utf8.length).putShort((short) utf8.length).put(utf8);
        return this;
    }

    KeyRingWriter text(Optional<String> text) {
        flag(text.isPresent());
        text.ifPresent(this::text);
        return this;
    }

    /** Of a length that the reader knows. */
    KeyRingWriter secret(Optional<byte[]> secret) {
        flag(secret.isPresent());
        secret.ifPresent(present -> room(present.length).put(present));
        return this;
    }

    private ByteBuffer room(int needed) {
        if (bytes.remaining() < needed) {
            byte[] small = bytes.array();
            bytes = ByteBuffer.allocate(2 * small.length + needed).put(small, 0, bytes.position());
            Arrays.fill(small, (byte) 0);
        }
        return bytes;
    }

    /** What was written; the caller wipes it. Nothing is to be written afterwards. */
    byte[] finish() {
        byte[] all = bytes.array();
        byte[] written = Arrays.copyOf(all, bytes.position());
        Arrays.fill(all, (byte) 0);
        return written;
    }
}
