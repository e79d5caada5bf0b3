package io.coffer.storage.memory;

import io.coffer.storage.Derivation;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageEngineFactory;
import java.nio.file.Path;
import java.util.Map;

/** Opens a fresh, empty {@link MemoryStorageEngine} each time; the directory is not touched and no option is known. */
public final class MemoryStorageEngineFactory implements StorageEngineFactory {
    @Override
    public String name() {
        return "memory";
    }

    @Override
    public StorageEngine open(Path directory, Map<String, String> options, Derivation derivation) {
        if (!options.isEmpty()) {
            throw new IllegalArgumentException("the memory engine has no options: " + options.keySet());
        }
        return new MemoryStorageEngine(derivation);
    }
}
