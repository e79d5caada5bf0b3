package io.coffer.storage.embedded;

import io.coffer.storage.Derivation;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageEngineFactory;
import java.nio.file.Path;
import java.util.Map;

/** Opens an {@link EmbeddedStorageEngine}; its options are those of {@link EmbeddedOptions#parse}. */
public final class EmbeddedStorageEngineFactory implements StorageEngineFactory {
    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public StorageEngine open(Path directory, Map<String, String> options, Derivation derivation) {
        return EmbeddedStorageEngine.open(directory, EmbeddedOptions.parse(options), derivation, Disk.REAL);
    }
}
