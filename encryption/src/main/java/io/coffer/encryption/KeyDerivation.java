package io.coffer.encryption;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * HKDF-SHA256 (RFC 5869) and the infos it is called with. Every info begins with the scheme's name and the purpose, so
 * no two uses of one secret meet.
 */
final class KeyDerivation {
    static final int SALT_LENGTH = 32;
    static final byte[] NO_SALT = {};

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
        KEY_STORE(7);

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

    static byte[] derive(byte[] secret, byte[] salt, byte[] info, int length) {
        try {
            HKDFParameterSpec parameters =
                    HKDFParameterSpec.ofExtract().addIKM(secret).addSalt(salt).thenExpand(info, length);
            return KDF.getInstance("HKDF-SHA256").deriveData(parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HKDF-SHA256", e);
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
