package io.coffer.storage;

import java.nio.file.Path;
import java.util.Map;

/** Makes an engine; found by name through {@link java.util.ServiceLoader}. */
public interface StorageEngineFactory {
    /** The name in the configuration, such as {@code embedded}. */
    String name();

    /**
     * Opens the engine.
     *
     * @param directory the engine's own directory, created when absent
     * @param options the engine's part of the configuration
     * @throws StorageException of kind {@link StorageException.Kind#UNAVAILABLE} when another process holds it,
     *     {@link StorageException.Kind#CORRUPT} when it cannot be trusted
     */
    StorageEngine open(Path directory, Map<String, String> options);
}
