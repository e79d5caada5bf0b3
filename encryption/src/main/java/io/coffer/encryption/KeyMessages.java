package io.coffer.encryption;

import java.util.SortedMap;

/**
 * Encrypts small messages under master keys themselves, such as other services' data keys. The ciphertext tells its key
 * and version; nobody else keeps count of it, so that the ledger does not know what a version still protects here. Every
 * method throws {@link KeyManagementException}.
 */
public interface KeyMessages {
    /** The longest message, in bytes. */
    int MAX_LENGTH = 6 * 1024;

    /** @param ciphertext the provider's bytes, from which it finds the key again */
    @SuppressWarnings("ArrayRecordComponent") // passed along, never compared
    record Encrypted(String keyId, KeyVersion version, byte[] ciphertext) {}

    /** @param plaintext for the receiver to wipe */
    @SuppressWarnings("ArrayRecordComponent") // passed along, never compared
    record Decrypted(String keyId, KeyVersion version, byte[] plaintext) {
        @Override
        public String toString() {
            return "Decrypted[" + keyId + " version " + version.number() + "]";
        }
    }

    /**
     * Encrypts under the version of the key that wraps.
     *
     * @param context needed again for decryption, empty when nothing
     * @throws IllegalArgumentException for a message longer than {@link #MAX_LENGTH}, or a context that is no text
     */
    Encrypted encrypt(String keyId, byte[] plaintext, SortedMap<String, String> context);

    /** Refused as {@link KeyManagementException.Kind#INVALID_CIPHERTEXT} when it does not authenticate in the context. */
    Decrypted decrypt(byte[] ciphertext, SortedMap<String, String> context);

    /**
     * The key that a ciphertext names, not authenticated.
     *
     * @throws KeyManagementException of kind {@link KeyManagementException.Kind#INVALID_CIPHERTEXT} when it names none
     */
    String keyIdOf(byte[] ciphertext);
}
