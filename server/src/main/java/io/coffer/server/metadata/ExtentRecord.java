package io.coffer.server.metadata;

import io.coffer.encryption.CipherSuite;
import java.time.Instant;
import java.util.Optional;

/**
 * A part or append as stored beside its bytes.
 *
 * @param key of the object it is for, so that what nothing refers to any more can be told
 * @param length bytes of plaintext
 * @param header the ciphertext's header; empty for plaintext
 * @param digests {@link Digests}, sealed when the object is encrypted
 * @param protection how bytes and digests are encrypted; absent for plaintext
 */
@SuppressWarnings("ArrayRecordComponent") // passed along, never compared
public record ExtentRecord(
        String key, Instant modified, long length, byte[] header, byte[] digests, Optional<Protection> protection) {
    private static final int FORMAT = 2;

    /**
     * An extent tells itself how it is encrypted: while its upload or object is put under another key, some of the
     * extents are under the new one already and some are not.
     *
     * @param suite of the bytes
     * @param keyId the master key whose attribute key seals the digests
     */
    public record Protection(CipherSuite suite, String keyId) {}

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

    /** With the same digests sealed under another key. */
    public ExtentRecord resealed(byte[] sealed, Protection by) {
        return new ExtentRecord(key, modified, length, header, sealed, Optional.of(by));
    }

    public byte[] toBytes() {
        return new RecordWriter()
                .octet(FORMAT)
                .text(key)
                .time(modified)
                .number(length)
                .bytes(header)
                .bytes(digests)
                .text(protection.map(Protection::keyId))
                .octet(protection.map(by -> by.suite().code()).orElse(0))
                .toBytes();
    }

    public static ExtentRecord fromBytes(byte[] bytes) {
        return RecordReader.read(bytes, in -> {
            if (in.octet() != FORMAT) {
                throw new IllegalArgumentException("unknown format of an extent");
            }
            return new ExtentRecord(
                    in.text(), in.time(), in.number(), in.bytes(), in.bytes(), readProtection(in.optionalText(), in));
        });
    }

    private static Optional<Protection> readProtection(Optional<String> keyId, RecordReader in) {
        int suite = in.octet();
        if (keyId.isEmpty() != (suite == 0)) {
            throw new IllegalArgumentException("an extent is encrypted or it is not");
        }
        return keyId.map(id -> new Protection(CipherSuite.fromCode(suite), id));
    }
}
