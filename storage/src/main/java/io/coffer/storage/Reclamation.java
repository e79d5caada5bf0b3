package io.coffer.storage;

/**
 * What an engine has replaced or deleted but may still hold. An engine frees its room when that suits it; who must know
 * that something is gone, such as after a key was destroyed, asks here.
 *
 * <p>It speaks of the engine's own files. What a file system or a drive keeps of blocks that were given back to it is
 * beyond any engine.
 */
public interface Reclamation {
    /**
     * The bytes of replaced or deleted bodies, records and derived rows that may still lie on the disk, wherever the
     * engine keeps such: an upper bound, never too low, and 0 only when there are none. A body counts as long as a
     * reader holds it open.
     */
    long residue();

    /**
     * Blocks until everything that was replaced or deleted before the call is gone from the engine's files, and that is
     * durable. It reads and writes much of the store, while everything else goes on. Readers keep what they have open:
     * that is not waited for, it goes when they are closed, and is counted until then.
     *
     * @throws StorageException of kind {@link StorageException.Kind#FULL} when the room to do it in is missing,
     *     {@link StorageException.Kind#UNAVAILABLE} when the engine cannot write or is closed meanwhile; then all that
     *     was not reclaimed is still counted
     */
    void reclaim();
}
