package io.coffer.server.crash;

import io.coffer.protocol.Crc64;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/** Bytes by their length and digest, so that the expectation of many objects fits in memory. */
record Content(int length, String md5, String crc64) {
    private static final int[] LENGTHS = {0, 1, 300, 4_096, 16_384, 16_385, 65_536, 70_001, 150_000, 400_000};

    static Content of(byte[] bytes) {
        try {
            String md5 = HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("MD5").digest(bytes));
            return new Content(bytes.length, md5, Crc64.text(Crc64.of(bytes)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Of every kind of length: empty, small, in a file, of several segments and blocks. */
    static byte[] random(Random random) {
        return random(random, LENGTHS[random.nextInt(LENGTHS.length)]);
    }

    static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
