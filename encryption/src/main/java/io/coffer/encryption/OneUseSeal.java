package io.coffer.encryption;

import io.coffer.encryption.KeyDerivation.Purpose;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.SecretKey;
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
    private static final int CIPHERTEXT_AT = 1 + KeyDerivation.SALT_LENGTH;
    private static final byte[] ZERO_NONCE = new byte[12];

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
        byte[] sealed = new byte[OVERHEAD + plaintext.length];
        sealed[0] = SUITE;
        System.arraycopy(salt, 0, sealed, 1, salt.length);
        AesGcm.seal(key(secret, salt), ZERO_NONCE, associatedData, AesGcm.Bytes.of(plaintext), sealed, CIPHERTEXT_AT);
        return sealed;
    }

    /** The plaintext, or nothing when the bytes are not what was sealed with this secret, purpose and context. */
    Optional<byte[]> open(byte[] secret, byte[] associatedData, byte[] sealed) {
        if (sealed.length < OVERHEAD || sealed[0] != SUITE) {
            return Optional.empty();
        }
        byte[] salt = Arrays.copyOfRange(sealed, 1, CIPHERTEXT_AT);
        byte[] plaintext = new byte[sealed.length - OVERHEAD];
        AesGcm.Bytes ciphertext = new AesGcm.Bytes(sealed, CIPHERTEXT_AT, sealed.length - CIPHERTEXT_AT);
        return AesGcm.open(key(secret, salt), ZERO_NONCE, associatedData, ciphertext, plaintext, 0)
                ? Optional.of(plaintext)
                : Optional.empty();
    }

    private SecretKey key(byte[] secret, byte[] salt) {
        byte[] key = KeyDerivation.derive(secret, salt, KeyDerivation.info(purpose, SUITE, context), 32);
        try {
            return new SecretKeySpec(key, "AES");
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
