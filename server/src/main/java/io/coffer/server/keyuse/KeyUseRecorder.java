package io.coffer.server.keyuse;

/** Where uses of keys are recorded. */
public interface KeyUseRecorder {
    /** For a server that keeps nothing, or was told to keep no log. */
    KeyUseRecorder NONE = use -> () -> {};

    /** That a record was taken; it is durable when {@link #await} returns, and soon in any case. */
    interface Receipt {
        /** @throws io.coffer.storage.StorageException when the record cannot be made durable */
        void await();
    }

    /**
     * @throws io.coffer.storage.StorageException of kind UNAVAILABLE when nothing can be recorded now: the key must not be
     *     used then
     */
    Receipt record(KeyUse use);

    /**
     * To be called where a use is not recorded because the key was opened, and that recorded, before.
     *
     * @throws io.coffer.storage.StorageException as {@link #record}
     */
    default void requireRecording() {}

    /** Whether {@link #record} would take a record at once; a hint. */
    default boolean hasRoom() {
        return true;
    }
}
