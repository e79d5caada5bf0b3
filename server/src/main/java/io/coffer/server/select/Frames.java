package io.coffer.server.select;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The frames of an answer: version and type, length of the payload, checksum of these, payload, checksum of the
 * payload; all integers big-endian, all checksums CRC-32. Each payload begins with the position reached in the object.
 */
final class Frames {
    private static final int VERSION = 1;
    private static final int DATA = 0x800001;
    private static final int CONTINUOUS = 0x800004;
    private static final int END = 0x800005;
    private static final int CSV_META_END = 0x800006;
    private static final int JSON_META_END = 0x800007;

    private final OutputStream out;

    Frames(OutputStream out) {
        this.out = out;
    }

    void data(long offset, byte[] bytes) throws IOException {
        write(
                DATA,
                ByteBuffer.allocate(8 + bytes.length).putLong(offset).put(bytes).array());
    }

    /** Keeps the connection alive while there is nothing to say. */
    void continuous(long offset) throws IOException {
        write(CONTINUOUS, ByteBuffer.allocate(8).putLong(offset).array());
    }

    void end(long scanned, int status, String message) throws IOException {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        write(
                END,
                ByteBuffer.allocate(20 + text.length)
                        .putLong(scanned)
                        .putLong(scanned)
                        .putInt(status)
                        .put(text)
                        .array());
    }

    void csvMetaEnd(long scanned, int status, long splits, long rows, int columns, String message) throws IOException {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        write(
                CSV_META_END,
                ByteBuffer.allocate(36 + text.length)
                        .putLong(scanned)
                        .putLong(scanned)
                        .putInt(status)
                        .putInt(Math.toIntExact(splits))
                        .putLong(rows)
                        .putInt(columns)
                        .put(text)
                        .array());
    }

    void jsonMetaEnd(long scanned, int status, long splits, long rows, String message) throws IOException {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        write(
                JSON_META_END,
                ByteBuffer.allocate(32 + text.length)
                        .putLong(scanned)
                        .putLong(scanned)
                        .putInt(status)
                        .putInt(Math.toIntExact(splits))
                        .putLong(rows)
                        .put(text)
                        .array());
    }

    private void write(int type, byte[] payload) throws IOException {
        byte[] head = ByteBuffer.allocate(8)
                .putInt(VERSION << 24 | type)
                .putInt(payload.length)
                .array();
        out.write(ByteBuffer.allocate(16 + payload.length)
                .put(head)
                .putInt(checksum(head))
                .put(payload)
                .putInt(checksum(payload))
                .array());
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
