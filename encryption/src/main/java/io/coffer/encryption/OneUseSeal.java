package io.coffer.encryption;

import io.coffer.encryption.KeyDerivation.Purpose;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals a few bytes with AES-256-GCM under a key that is used once: HKDF of the secret with 32 random bytes as salt.
 * So a secret seals any number of values without a limit from random nonces; the nonce is 12 zero bytes.
 *
 * <p>Layout: suite (1 byte, 1), salt (32), ciphertext (as long as the plaintext), tag (16).
 */
final class OneUseSeal {
    static final int OVERHEAD = 1 + KeyDerivation.SALT_LENGTH + 16;

    private static final int SUITE = 1;
    private static final int TAG_BITS = 128;
    private static final int CIPHERTEXT_AT = 1 + KeyDerivation.SALT_LENGTH;
    private static final GCMParameterSpec ZERO_NONCE = new GCMParameterSpec(TAG_BITS, new byte[12]);

    private final Purpose purpose;
    private final byte[] context;

    /** @param context further bytes of the key's info, of fixed length for the purpose or with its variable part last */
    OneUseSeal(Purpose purpose, byte[] context) {
        this.purpose = purpose;
        this.context = context;
    }

    byte[] seal(byte[] secret, byte[] associatedData, byte[] plaintext) {
        return seal(secret, KeyDerivation.randomBytes(KeyDerivation.SALT_LENGTH), associatedData, plaintext);
    }

    /** With a given salt, which must never have been used with this secret. */
    byte[] seal(byte[] secret, byte[] salt, byte[] associatedData, byte[] plaintext) {
        try {
            byte[] ciphertext =
                    cipher(Cipher.ENCRYPT_MODE, secret, salt, associatedData).doFinal(plaintext);
            return ByteBuffer.allocate(CIPHERTEXT_AT + ciphertext.length)
                    .put((byte) SUITE)
                    .put(salt)
                    .put(ciphertext)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM cannot seal", e);
        }
    }

    /** The plaintext, or nothing when the bytes are not what was sealed with this secret, purpose and context. */
    Optional<byte[]> open(byte[] secret, byte[] associatedData, byte[] sealed) {
        if (sealed.length < OVERHEAD || sealed[0] != SUITE) {
            return Optional.empty();
        }
        byte[] salt = Arrays.copyOfRange(sealed, 1, CIPHERTEXT_AT);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, secret, salt, associatedData);
            return Optional.of(cipher.doFinal(sealed, CIPHERTEXT_AT, sealed.length - CIPHERTEXT_AT));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM cannot open", e);
        }
    }

    private Cipher cipher(int mode, byte[] secret, byte[] salt, byte[] associatedData) throws GeneralSecurityException {
        byte[] key = KeyDerivation.derive(secret, salt, KeyDerivation.info(purpose, SUITE, context), 32);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), ZERO_NONCE);
            cipher.updateAAD(associatedData);
            return cipher;
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
