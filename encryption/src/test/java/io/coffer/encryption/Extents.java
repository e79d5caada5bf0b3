package io.coffer.encryption;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;

/** Extents in memory, and the fixed ids and keys that tests share. */
final class Extents {
    static final byte[] BUCKET = filled(16, 0xb0);
    static final byte[] BLOB = filled(16, 0xd0);
    static final ExtentContext CONTEXT = new ExtentContext(BUCKET, BLOB, 0);

    private Extents() {}

    static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static DataKey dataKey(int value) {
        return new DataKey(filled(32, value), new WrappedKey("none", 1, new byte[0]));
    }

    static byte[] encrypt(DataKey key, CipherSuite suite, ExtentContext context, byte[] plaintext) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SegmentEncryptor encryptor = new SegmentEncryptor(key, suite, context, out::write)) {
            encryptor.update(plaintext, 0, plaintext.length);
            encryptor.finish();
        }
        return out.toByteArray();
    }

    static SegmentDecryptor decryptor(
            DataKey key, CipherSuite suite, ExtentContext context, int plaintextLength, byte[] ciphertext) {
        return new SegmentDecryptor(key, suite, context, plaintextLength, ciphertext.length, source(ciphertext));
    }

    static CiphertextSource source(byte[] ciphertext) {
        return (offset, length) -> new ByteArrayInputStream(ciphertext, (int) offset, (int) length);
    }

    /** Reads until the end or the damage. */
    static byte[] deliveredBeforeDamage(InputStream plaintext) throws IOException {
        ByteArrayOutputStream delivered = new ByteArrayOutputStream();
        try {
            plaintext.transferTo(delivered);
            throw new AssertionError("the damage was not noticed");
        } catch (DamagedDataException e) {
            return delivered.toByteArray();
        }
    }
}
