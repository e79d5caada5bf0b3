package io.coffer.encryption;

import io.coffer.encryption.KeyDerivation.Purpose;
import java.util.Arrays;

/** Seals small secrets under a purpose of the root key, for example access key secrets. Safe for many threads. */
public final class SecretBox implements AutoCloseable {
    private static final OneUseSeal SEAL = new OneUseSeal(Purpose.SECRET_BOX, new byte[0]);

    private final byte[] secret;
    private volatile boolean closed;

    /** @param purpose as in {@link RootKey#derive} */
    public SecretBox(RootKey rootKey, String purpose) {
        this.secret = rootKey.derive(purpose);
    }

    /**
     * Seals a secret. The form has 49 bytes more than the secret.
     *
     * @param associatedData what the secret belongs to; needed again to open it
     */
    public byte[] seal(byte[] plaintext, byte[] associatedData) {
        return SEAL.seal(secret(), associatedData, plaintext);
    }

    /** With a given salt, for test vectors. */
    byte[] seal(byte[] plaintext, byte[] salt, byte[] associatedData) {
        return SEAL.seal(secret(), salt, associatedData, plaintext);
    }

    /** @throws DamagedDataException when the bytes were not sealed by this box with the same associated data */
    public byte[] open(byte[] sealed, byte[] associatedData) {
        return SEAL.open(secret(), associatedData, sealed)
                .orElseThrow(() -> new DamagedDataException("a sealed secret does not open"));
    }

    private byte[] secret() {
        if (closed) {
            throw new IllegalStateException("the secret box is closed");
        }
        return secret;
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(secret, (byte) 0);
    }

    @Override
    public String toString() {
        return "SecretBox";
    }
}
