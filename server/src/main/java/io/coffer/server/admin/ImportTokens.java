package io.coffer.server.admin;

import io.coffer.encryption.DamagedDataException;
import io.coffer.encryption.SecretBox;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * Key pairs under which material travels. The private half is kept nowhere: it is the token itself, sealed under the root
 * key and bound to the master key it was asked for.
 *
 * <p>Sealed: time of expiry (8, milliseconds), number of the algorithm (1), private key (PKCS #8).
 */
final class ImportTokens {
    private static final Duration VALID = Duration.ofHours(24);
    private static final int RSA_BITS = 2048;

    private final SecretBox box;
    private final InstantSource clock;

    ImportTokens(SecretBox box, InstantSource clock) {
        this.box = box;
        this.clock = clock;
    }

    /** How the material is encrypted. The codes are part of the token's form. */
    enum Algorithm {
        RSAES_PKCS1_V1_5(1, "RSA/ECB/PKCS1Padding", Optional.empty()),
        RSAES_OAEP_SHA_1(2, "RSA/ECB/OAEPPadding", Optional.of("SHA-1")),
        RSAES_OAEP_SHA_256(3, "RSA/ECB/OAEPPadding", Optional.of("SHA-256"));

        private final int code;
        private final String transformation;
        private final Optional<String> digest;

        Algorithm(int code, String transformation, Optional<String> digest) {
            this.code = code;
            this.transformation = transformation;
            this.digest = digest;
        }

        private static Algorithm of(int code) {
            for (Algorithm algorithm : values()) {
                if (algorithm.code == code) {
                    return algorithm;
                }
            }
            throw KeyError.INVALID_TOKEN.exception();
        }

        private byte[] decrypt(PrivateKey key, byte[] encrypted) throws GeneralSecurityException {
            Cipher cipher = Cipher.getInstance(transformation);
            if (digest.isPresent()) {
                MGF1ParameterSpec mask = new MGF1ParameterSpec(digest.get());
                cipher.init(
                        Cipher.DECRYPT_MODE,
                        key,
                        new OAEPParameterSpec(digest.get(), "MGF1", mask, PSource.PSpecified.DEFAULT));
            } else {
                cipher.init(Cipher.DECRYPT_MODE, key);
            }
            return cipher.doFinal(encrypted);
        }
    }

    /** @param publicKey Base64 of its X.509 form */
    record Parameters(String publicKey, String token, Instant expiry) {}

    Parameters make(String keyId, Algorithm algorithm) {
        KeyPair pair = pair();
        byte[] secret = pair.getPrivate().getEncoded();
        Instant expiry = clock.instant().plus(VALID).truncatedTo(ChronoUnit.SECONDS);
        byte[] content = ByteBuffer.allocate(Long.BYTES + 1 + secret.length)
                .putLong(expiry.toEpochMilli())
                .put((byte) algorithm.code)
                .put(secret)
                .array();
        Base64.Encoder base64 = Base64.getEncoder();
        String token = base64.encodeToString(box.seal(content, place(keyId)));
        Arrays.fill(secret, (byte) 0);
        Arrays.fill(content, (byte) 0);
        return new Parameters(base64.encodeToString(pair.getPublic().getEncoded()), token, expiry);
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no RSA", e);
        }
    }

    /**
     * The material; the caller wipes it.
     *
     * @throws AdminException when the token is not this key's or has expired, or the material was not encrypted with it
     */
    byte[] open(String keyId, byte[] token, byte[] encrypted) {
        byte[] content;
        try {
            content = box.open(token, place(keyId));
        } catch (DamagedDataException foreign) {
            throw KeyError.INVALID_TOKEN.exception();
        }
        try {
            ByteBuffer in = ByteBuffer.wrap(content);
            if (!clock.instant().isBefore(Instant.ofEpochMilli(in.getLong()))) {
                throw KeyError.EXPIRED_TOKEN.exception();
            }
            Algorithm algorithm = Algorithm.of(in.get());
            byte[] secret = new byte[in.remaining()];
            in.get(secret);
            PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(secret));
            Arrays.fill(secret, (byte) 0);
            return algorithm.decrypt(key, encrypted);
        } catch (GeneralSecurityException refused) {
            throw KeyError.INVALID_MATERIAL.exception();
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static byte[] place(String keyId) {
        return keyId.getBytes(StandardCharsets.US_ASCII);
    }
}
