package io.coffer.storage;

/** A place where spaces of entries are kept. Safe for use by many threads. */
public interface StorageEngine extends AutoCloseable {
    /** @return false when the space exists already */
    boolean createSpace(SpaceId space);

    /**
     * Drops a space that has no entries.
     *
     * @return false when there is no such space
     * @throws StorageException of kind {@link StorageException.Kind#CONFLICT} when it still has entries
     */
    boolean dropSpace(SpaceId space);

    /** @throws StorageException of kind {@link StorageException.Kind#NOT_FOUND} */
    Space space(SpaceId space);

    EngineCapabilities capabilities();

    EngineHealth health();

    /** Ends the engine; what was acknowledged stays. Later calls fail as {@link StorageException.Kind#UNAVAILABLE}. */
    @Override
    void close();
}
