package io.coffer.server.metadata;

import java.time.Instant;

/**
 * A part or append as stored beside its bytes.
 *
 * @param key of the object it is for, so that what nothing refers to any more can be told
 * @param length bytes of plaintext
 * @param header the ciphertext's header; empty for plaintext
 * @param digests {@link Digests}, sealed when the object is encrypted
 */
@SuppressWarnings("ArrayRecordComponent") // passed along, never compared
public record ExtentRecord(String key, Instant modified, long length, byte[] header, byte[] digests) {
    private static final int FORMAT = 1;

    /** Of the plaintext. */
    @SuppressWarnings("ArrayRecordComponent") // passed along, never compared
    public record Digests(byte[] md5, long crc64) {
        public byte[] toBytes() {
            return new RecordWriter().bytes(md5).number(crc64).toBytes();
        }

        public static Digests fromBytes(byte[] bytes) {
            return RecordReader.read(bytes, in -> new Digests(in.bytes(), in.number()));
        }
    }

    public byte[] toBytes() {
        return new RecordWriter()
                .octet(FORMAT)
                .text(key)
                .time(modified)
                .number(length)
                .bytes(header)
                .bytes(digests)
                .toBytes();
    }

    public static ExtentRecord fromBytes(byte[] bytes) {
        return RecordReader.read(bytes, in -> {
            if (in.octet() != FORMAT) {
                throw new IllegalArgumentException("unknown format of an extent");
            }
            return new ExtentRecord(in.text(), in.time(), in.number(), in.bytes(), in.bytes());
        });
    }
}
