package io.coffer.server.ring;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A message of Protocol Buffers as fields by number; what a field means is for its reader to know. */
final class ProtobufMessage {
    private final Map<Integer, List<Object>> fields = new HashMap<>();

    static ProtobufMessage read(byte[] bytes) {
        ProtobufMessage message = new ProtobufMessage();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long tag = varint(in);
            Object value = switch ((int) (tag & 7)) {
                case 0 -> varint(in);
                case 1 -> in.getLong();
                case 2 -> {
                    byte[] content = new byte[Math.toIntExact(varint(in))];
                    in.get(content);
                    yield content;
                }
                case 5 -> (long) in.getInt();
                default -> throw new AssertionError("no wire type: " + (tag & 7));
            };
            message.fields
                    .computeIfAbsent((int) (tag >>> 3), first -> new ArrayList<>())
                    .add(value);
        }
        return message;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private List<Object> values(int field) {
        return fields.getOrDefault(field, List.of());
    }

    boolean has(int field) {
        return fields.containsKey(field);
    }

    List<ProtobufMessage> messages(int field) {
        return values(field).stream().map(value -> read((byte[]) value)).toList();
    }

    /** Nothing, when the field is absent. */
    byte[] bytes(int field) {
        return has(field) ? (byte[]) values(field).getLast() : new byte[0];
    }

    String text(int field) {
        return new String(bytes(field), StandardCharsets.UTF_8);
    }

    /** 0, when the field is absent. */
    long number(int field) {
        return has(field) ? (long) values(field).getLast() : 0;
    }
}
