package io.coffer.server.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** What a client reads from the frames of an answer, written from the public description of them alone. */
public record AnswerFrames(List<Integer> types, byte[] data, byte[] end) {
    public static AnswerFrames of(byte[] answer) {
        ByteBuffer in = ByteBuffer.wrap(answer);
        List<Integer> types = new ArrayList<>();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        byte[] end = new byte[0];
        while (in.hasRemaining()) {
            byte[] head = taken(in, 8);
            assertThat(in.getInt()).as("checksum of the head").isEqualTo(checksum(head));
            assertThat(head[0]).as("version").isEqualTo((byte) 1);
            int type = ByteBuffer.wrap(head).getInt() & 0xffffff;
            byte[] payload = taken(in, ByteBuffer.wrap(head).getInt(4));
            assertThat(in.getInt()).as("checksum of the payload").isEqualTo(checksum(payload));
            types.add(type);
            switch (type) {
                case 8388609 -> data.write(payload, 8, payload.length - 8);
                case 8388612 -> assertThat(payload).hasSize(8);
                case 8388613, 8388614, 8388615 -> {
                    end = payload;
                    assertThat(in.hasRemaining()).as("nothing after the end").isFalse();
                }
                default -> throw new AssertionError("a frame of type " + type);
            }
        }
        assertThat(end).as("an end").isNotEmpty();
        return new AnswerFrames(types, data.toByteArray(), end);
    }

    private static byte[] taken(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    public String text() {
        return new String(data, StandardCharsets.UTF_8);
    }

    public long offset() {
        return ByteBuffer.wrap(end).getLong(0);
    }

    public long scanned() {
        return ByteBuffer.wrap(end).getLong(8);
    }

    public int status() {
        return ByteBuffer.wrap(end).getInt(16);
    }

    /** Of the end of a query. */
    public String message() {
        return new String(end, 20, end.length - 20, StandardCharsets.UTF_8);
    }

    public int splits() {
        return ByteBuffer.wrap(end).getInt(20);
    }

    public long rows() {
        return ByteBuffer.wrap(end).getLong(24);
    }

    public int columns() {
        return ByteBuffer.wrap(end).getInt(32);
    }
}
