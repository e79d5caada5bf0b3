package io.coffer.encryption;

/** Where a key ring is kept. */
interface KeyRingHome extends AutoCloseable {
    /** The key ring as it was there a moment ago, which its keeper bounds; the one given when nobody else can change it. */
    KeyRing current(KeyRing known);

    /** The key ring as it is there now; the one given when nobody else can change it. */
    KeyRing latest(KeyRing known);

    /**
     * Replaces it; durable when it returns.
     *
     * @return false when another process was first, and nothing was written
     * @throws KeyManagementException of kind {@link KeyManagementException.Kind#UNAVAILABLE} when that fails
     */
    boolean write(KeyRing ring);

    /** Whether what was there before can be overwritten: not where others share it. */
    boolean erases();

    /**
     * Overwrites what was there before, also what an earlier process left.
     *
     * @param changed whether there is anything of this process to overwrite
     * @throws KeyManagementException of kind {@link KeyManagementException.Kind#UNAVAILABLE} when that fails; the ring itself
     *     is as written
     */
    void eraseReplaced(boolean changed);

    @Override
    void close();
}
