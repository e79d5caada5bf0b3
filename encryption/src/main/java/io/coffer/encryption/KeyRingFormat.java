package io.coffer.encryption;

import io.coffer.encryption.KeyMetadata.KeyState;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The keys in bytes, before sealing: number of keys (4), then each key as id (16), owner (2 + n), purpose (1),
 * description (2 + n), state (1), created (8, milliseconds since 1970), deletion date (8, likewise, -1 when none), number
 * of versions (4), material (32 each). Text is UTF-8 behind its length, numbers are big-endian.
 */
final class KeyRingFormat {
    private static final int FIXED_LENGTH = 16 + 2 + 1 + 2 + 1 + 8 + 8 + 4;
    private static final long NO_DATE = -1;

    private KeyRingFormat() {}

    /** Holds key material: the caller wipes it. */
    static byte[] write(KeyRing ring) {
        int length = Integer.BYTES;
        for (MasterKey key : ring.all()) {
            length += FIXED_LENGTH
                    + utf8(key.owner()).length
                    + utf8(key.description()).length
                    + key.versions().size() * MasterKey.MATERIAL_LENGTH;
        }
        ByteBuffer out = ByteBuffer.allocate(length).putInt(ring.all().size());
        ring.all().forEach(key -> write(key, out));
        return out.array();
    }

    private static void write(MasterKey key, ByteBuffer out) {
        UUID id = UUID.fromString(key.keyId());
        out.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        writeText(key.owner(), out);
        out.put(code(key.purpose()));
        writeText(key.description(), out);
        out.put(code(key.state()));
        out.putLong(key.created().toEpochMilli());
        out.putLong(key.deletionDate().map(Instant::toEpochMilli).orElse(NO_DATE));
        out.putInt(key.versions().size());
        key.versions().forEach(out::put);
    }

    /** @throws IllegalArgumentException when the bytes are not of this form */
    static KeyRing read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            int count = in.getInt();
            List<MasterKey> keys = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                keys.add(readKey(in));
            }
            if (count < 0 || in.hasRemaining()) {
                throw new IllegalArgumentException("the keys do not fill their list");
            }
            return new KeyRing(keys);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the list of keys is cut short", e);
        }
    }

    private static MasterKey readKey(ByteBuffer in) {
        String id = new UUID(in.getLong(), in.getLong()).toString();
        String owner = readText(in);
        KeyPurpose purpose = purpose(in.get());
        String description = readText(in);
        KeyState state = state(in.get());
        Instant created = Instant.ofEpochMilli(in.getLong());
        long date = in.getLong();
        Optional<Instant> deletionDate = date == NO_DATE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(date));
        int count = in.getInt();
        List<byte[]> versions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            versions.add(readBytes(in, MasterKey.MATERIAL_LENGTH));
        }
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("a key has no version");
        }
        return new MasterKey(id, owner, purpose, description, state, created, deletionDate, versions);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void writeText(String text, ByteBuffer out) {
        byte[] bytes = utf8(text);
        out.putShort((short) bytes.length).put(bytes);
    }

    private static String readText(ByteBuffer in) {
        return new String(readBytes(in, Short.toUnsignedInt(in.getShort())), StandardCharsets.UTF_8);
    }

    private static byte[] readBytes(ByteBuffer in, int length) {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static byte code(KeyPurpose purpose) {
        return switch (purpose) {
            case CUSTOMER -> 1;
            case DEFAULT -> 2;
            case SERVICE -> 3;
        };
    }

    private static KeyPurpose purpose(byte code) {
        return switch (code) {
            case 1 -> KeyPurpose.CUSTOMER;
            case 2 -> KeyPurpose.DEFAULT;
            case 3 -> KeyPurpose.SERVICE;
            default -> throw new IllegalArgumentException("no purpose has the code " + code);
        };
    }

    private static byte code(KeyState state) {
        return switch (state) {
            case ENABLED -> 1;
            case DISABLED -> 2;
            case PENDING_DELETION -> 3;
        };
    }

    private static KeyState state(byte code) {
        return switch (code) {
            case 1 -> KeyState.ENABLED;
            case 2 -> KeyState.DISABLED;
            case 3 -> KeyState.PENDING_DELETION;
            default -> throw new IllegalArgumentException("no state has the code " + code);
        };
    }
}
