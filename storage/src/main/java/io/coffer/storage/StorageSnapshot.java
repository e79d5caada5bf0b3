package io.coffer.storage;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One moment of a store, held still while the store goes on, so that it can be copied. Copied to a directory of their own
 * under their names, its files are a store of that moment.
 */
public interface StorageSnapshot extends AutoCloseable {
    /**
     * A file of the copy.
     *
     * @param name relative to the engine's directory, with {@code /} between its parts
     * @param source where its bytes are until the snapshot is closed
     * @param length how many bytes of the source belong to it; the source may have grown since
     * @param immutable whether a file of this name has the same bytes in every snapshot of this store
     */
    record StoredFile(String name, Path source, long length, boolean immutable) {}

    /** Takes files as they are found. */
    @FunctionalInterface
    interface Visitor {
        void visit(StoredFile file) throws IOException;
    }

    /** The last change that the snapshot has, see {@link DerivedRows}; it has all changes before. */
    long sequence();

    /**
     * Shows every file, in no particular order.
     *
     * @throws IOException as the visitor throws it, or when the store's files cannot be read
     */
    void forEach(Visitor visitor) throws IOException;

    /** Lets the store reuse what the snapshot held. */
    @Override
    void close();
}
