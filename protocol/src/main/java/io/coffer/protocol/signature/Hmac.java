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
    // copied for each use: looking an algorithm up by its name costs more than the digest itself; none ever has a key
    private static final Mac SHA1 = mac("HmacSHA1");
    private static final Mac SHA256 = mac("HmacSHA256");
    private static final MessageDigest DIGEST = digest();

    private Hmac() {}

    static byte[] sha1(byte[] key, String text) {
        return compute(SHA1, key, text);
    }

    static byte[] sha256(byte[] key, String text) {
        return compute(SHA256, key, text);
    }

    static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }

    static String hexOfSha256(String text) {
        return hexOfSha256(text.getBytes(StandardCharsets.UTF_8));
    }

    static String hexOfSha256(byte[] octets) {
        try {
            MessageDigest digest = (MessageDigest) DIGEST.clone();
            return hex(digest.digest(octets));
        } catch (CloneNotSupportedException foreign) {
            throw new IllegalStateException("SHA-256 of every Java platform can be copied", foreign);
        }
    }

    /** Compares in a time that does not tell where the texts differ. */
    static boolean matches(String expected, String provided) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), provided.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] compute(Mac unkeyed, byte[] key, String text) {
        try {
            Mac mac = (Mac) unkeyed.clone();
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | CloneNotSupportedException foreign) {
            throw new IllegalStateException("every Java platform has " + unkeyed.getAlgorithm(), foreign);
        }
    }

    private static Mac mac(String algorithm) {
        try {
            return Mac.getInstance(algorithm);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has " + algorithm, missing);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
