package io.coffer.encryption;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A data key as stored: opaque to all but its provider.
 *
 * @param keyId the master key that wraps it
 * @param keyVersion the version of that key, from 1
 * @param ciphertext the provider's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record WrappedKey(String keyId, int keyVersion, byte[] ciphertext) {
    @Override
    public boolean equals(Object other) {
        return other instanceof WrappedKey wrapped
                && keyId.equals(wrapped.keyId)
                && keyVersion == wrapped.keyVersion
                && Arrays.equals(ciphertext, wrapped.ciphertext);
    }

    @Override
    public int hashCode() {
        return 31 * keyId.hashCode() + Arrays.hashCode(ciphertext);
    }

    @Override
    public String toString() {
        return "WrappedKey[" + keyId + " version " + keyVersion + ", "
                + HexFormat.of().formatHex(ciphertext, 0, Math.min(4, ciphertext.length)) + "...]";
    }
}
