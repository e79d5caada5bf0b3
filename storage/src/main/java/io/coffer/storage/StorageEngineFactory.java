package io.coffer.storage;

import java.nio.file.Path;
import java.util.Map;

/** Makes an engine; found by name through {@link java.util.ServiceLoader}. */
public interface StorageEngineFactory {
    /** The name in the configuration, such as {@code embedded}. */
    String name();

    /** Whether several processes use the same store at once, so that what belongs to it must not lie with one of them. */
    default boolean isShared() {
        return false;
    }

    /**
     * Opens the engine.
     *
     * @param directory the engine's own directory, created when absent
     * @param options the engine's part of the configuration
     * @param derivation what the engine is to keep beside its entries, if it can
     * @throws StorageException of kind {@link StorageException.Kind#UNAVAILABLE} when another process holds it,
     *     {@link StorageException.Kind#CORRUPT} when it cannot be trusted
     */
    StorageEngine open(Path directory, Map<String, String> options, Derivation derivation);

    /** Opens an engine that derives nothing. */
    default StorageEngine open(Path directory, Map<String, String> options) {
        return open(directory, options, Derivation.NONE);
    }
}
