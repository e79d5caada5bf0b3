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

    /** Whether {@link #unwrap} computes only, and waits neither for a disk nor for another machine. */
    default boolean unwrapsAtOnce() {
        return false;
    }

    /**
     * Called before a data key that was opened earlier is given out again: refuses it when {@link #unwrap} would because
     * of the key's state. A provider that would have to ask another machine says nothing here.
     */
    default void requireOpenable(WrappedKey wrapped) {}

    /** Wraps the same data key under the key's newest version. */
    WrappedKey rewrap(WrappedKey wrapped, WrapContext context);

    /** Wraps a data key that is open under the newest version of a key, be it the one that it is wrapped under or another. */
    WrappedKey wrap(DataKey dataKey, String keyId, WrapContext context);

    /** Drops what is kept of a key in memory; called when its state or its newest version was changed through this server. */
    default void forget(String keyId) {}
}
