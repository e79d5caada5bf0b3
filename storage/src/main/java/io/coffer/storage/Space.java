package io.coffer.storage;

import java.util.Optional;

/**
 * One ordered map of entries. Nothing of a write is visible before its commit; a commit that returned is durable as the
 * engine's {@link EngineCapabilities} state. All operations on one name are linearizable.
 *
 * <p>Every method throws {@link StorageException}.
 */
public interface Space {
    Optional<Entry> head(Name name);

    /**
     * Opens the body, pinned to the generation found now: later commits and deletes under the name do not disturb it.
     *
     * @throws StorageException of kind {@link StorageException.Kind#NOT_FOUND}
     */
    Reader open(Name name);

    /** Whether the entry is in memory; a hint, since that may end at any time. */
    default boolean isAtHand(Name name) {
        return false;
    }

    /**
     * Whether the entry and its body are in memory; a hint, since that may end at any time.
     *
     * @param most the body's length in bytes up to which it counts
     */
    default boolean isAtHand(Name name, long most) {
        return false;
    }

    /**
     * Begins a body under a fresh random blob id.
     *
     * @param sizeHint the expected number of bytes, or -1 when unknown; only a hint
     */
    Writer begin(long sizeHint);

    /**
     * Begins a body under the blob id that it has in another store, for who carries a store over. The engine does not look
     * whether the id is taken. Whoever calls sees to it that it is used once in this store, though a body that was begun
     * under it and not committed may be begun again, and that no other process writes into the store meanwhile.
     *
     * @param sizeHint as of {@link #begin(long)}
     */
    Writer begin(BlobId blob, long sizeHint);

    /**
     * Makes body and attributes visible together under the name. The writer is spent afterwards, whatever the outcome.
     *
     * @throws StorageException of kind {@link StorageException.Kind#CONFLICT} when the condition does not hold,
     *     {@link StorageException.Kind#UNKNOWN_OUTCOME} when the commit may or may not have happened
     */
    Entry commit(Writer writer, Name name, Attributes attributes, Condition condition);

    /** Commits an entry without a body: a record. */
    default Entry commit(Name name, Attributes attributes, Condition condition) {
        try (Writer writer = begin(0)) {
            return commit(writer, name, attributes, condition);
        }
    }

    /**
     * Replaces the attributes and leaves the body as it is.
     *
     * @throws StorageException of kind {@link StorageException.Kind#CONFLICT} when the entry is gone or has another
     *     generation
     */
    Entry update(Name name, Attributes attributes, long generation);

    /**
     * @return false when there was no such entry
     * @throws StorageException of kind {@link StorageException.Kind#CONFLICT} when the condition does not hold
     */
    boolean delete(Name name, Condition condition);

    /**
     * Entries whose name starts with the prefix and sorts after {@code after}, in unsigned byte order. Every commit that
     * finished before the call is seen, and following pages lose nothing that stays.
     *
     * @param after {@link Name#EMPTY} for the beginning; need not exist nor start with the prefix
     * @param limit the most entries to return, at least 1
     */
    Page scan(Name prefix, Name after, int limit);
}
