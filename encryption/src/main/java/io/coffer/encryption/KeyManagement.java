package io.coffer.encryption;

/**
 * What a stored object needs of a key management service: one {@link #generateDataKey} for a write, one {@link #unwrap}
 * for a read. Providers are safe for use by many threads; every method throws {@link KeyManagementException}.
 */
public interface KeyManagement {
    /** Makes a random 256-bit data key, wrapped under the key's newest version and bound to the context. */
    DataKey generateDataKey(String keyId, WrapContext context);

    /**
     * Opens a wrapped key. Under another context than the one it was made with it does not open.
     *
     * @throws KeyManagementException {@link KeyManagementException.Kind#INVALID_CIPHERTEXT} when it does not
     *     authenticate
     */
    DataKey unwrap(WrappedKey wrapped, WrapContext context);

    /** Wraps the same data key under the key's newest version. */
    WrappedKey rewrap(WrappedKey wrapped, WrapContext context);
}
