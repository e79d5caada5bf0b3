package io.coffer.encryption;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;

/**
 * HKDF-SHA256 (RFC 5869) and the infos it is called with. Every info begins with the scheme's name and the purpose, so
 * no two uses of one secret meet.
 */
final class KeyDerivation {
    static final int SALT_LENGTH = 32;
    static final byte[] NO_SALT = {};

    private static final int HASH_LENGTH = 32;

    private static final byte[] SCHEME = "coffer/1".getBytes(StandardCharsets.US_ASCII);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What a derived key is for. The codes are part of the format. */
    enum Purpose {
        EXTENT(1),
        COMMITMENT(2),
        RECORD(3),
        ATTRIBUTE(4),
        WRAP(5),
        SECRET_BOX(6),
        KEY_STORE(7),
        MESSAGE(8),
        INTERMEDIATE(9);

        private final int code;

        Purpose(int code) {
            this.code = code;
        }
    }

    private KeyDerivation() {}

    static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Extract and expand, straight over HMAC: the JDK's own HKDF does the same in nearly twice the time. */
    static byte[] derive(byte[] secret, byte[] salt, byte[] info, int length) {
        byte[] extracted = {};
        byte[] block = {};
        try {
            // the standard's own default is a salt of zeros
            Mac mac = HmacSha256.with(salt.length == 0 ? new byte[HASH_LENGTH] : salt);
            extracted = mac.doFinal(secret);
            mac.init(HmacSha256.key(extracted));
            byte[] derived = new byte[length];
            for (int done = 0; done < length; done += HASH_LENGTH) {
                mac.update(block);
                mac.update(info);
                mac.update((byte) (done / HASH_LENGTH + 1));
                Arrays.fill(block, (byte) 0);
                block = mac.doFinal();
                System.arraycopy(block, 0, derived, done, Math.min(HASH_LENGTH, length - done));
            }
            return derived;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java's HMAC takes no key", e);
        } finally {
            Arrays.fill(extracted, (byte) 0);
            Arrays.fill(block, (byte) 0);
        }
    }

    static byte[] info(Purpose purpose, int suite, byte[] rest) {
        ByteArrayOutputStream info = new ByteArrayOutputStream(SCHEME.length + 2 + rest.length);
        info.writeBytes(SCHEME);
        info.write(purpose.code);
        info.write(suite);
        info.writeBytes(rest);
        return info.toByteArray();
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** The info of everything derived from a data key; 50 bytes. */
    static byte[] info(Purpose purpose, int suite, ExtentContext context) {
        byte[] rest = ByteBuffer.allocate(2 * ExtentContext.ID_LENGTH + Long.BYTES)
                .put(context.bucketId())
                .put(context.blobId())
                .putLong(context.extentNumber())
                .array();
        return info(purpose, suite, rest);
    }
}
