package io.coffer.protocol.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The digests of the signature schemes, over UTF-8. */
final class Hmac {
    private Hmac() {}

    static byte[] sha1(byte[] key, String text) {
        return compute("HmacSHA1", key, text);
    }

    static byte[] sha256(byte[] key, String text) {
        return compute("HmacSHA256", key, text);
    }

    static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }

    static String hexOfSha256(String text) {
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    /** Compares in a time that does not tell where the texts differ. */
    static boolean matches(String expected, String provided) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), provided.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] compute(String algorithm, byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key, algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has " + algorithm, missing);
        }
    }
}
