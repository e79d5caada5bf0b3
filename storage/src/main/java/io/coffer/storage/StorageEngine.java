package io.coffer.storage;

import java.util.Optional;

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

    /** What the engine derives from its entries; empty for an engine that cannot keep it exact. */
    Optional<DerivedRows> derivedRows();

    /** How replaced and deleted bytes are made to go; empty for an engine that cannot tell. */
    Optional<Reclamation> reclamation();

    /** Bytes that travel with changes; empty for an engine that has no room for them, or no order of its changes. */
    default Optional<SideLog> sideLog() {
        return Optional.empty();
    }

    EngineHealth health();

    /**
     * Holds this moment still for a copy. Everything acknowledged before the call is in it. One snapshot at a time.
     *
     * @return empty for an engine that cannot
     * @throws StorageException of kind {@link StorageException.Kind#CONFLICT} while another is open
     */
    default Optional<StorageSnapshot> snapshot() {
        return Optional.empty();
    }

    /**
     * Reads the engine's own files and checks them. It takes as long as reading what is not in files of single bodies,
     * while everything else goes on, and waits until a snapshot that is open is closed.
     *
     * @return empty for an engine that cannot
     */
    default Optional<Examination> examine() {
        return Optional.empty();
    }

    /**
     * The same store without what is remembered of it in memory: for who checks whether what is stored is still what was
     * written.
     */
    default StorageEngine asStored() {
        return this;
    }

    /** Ends the engine; what was acknowledged stays. Later calls fail as {@link StorageException.Kind#UNAVAILABLE}. */
    @Override
    void close();
}
