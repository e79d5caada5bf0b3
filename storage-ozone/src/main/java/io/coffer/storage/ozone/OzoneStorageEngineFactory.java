package io.coffer.storage.ozone;

import io.coffer.storage.Derivation;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageEngineFactory;
import java.nio.file.Path;
import java.util.Map;

/**
 * Opens an {@link OzoneStorageEngine}; its options are those of {@link OzoneOptions#parse}. The directory is not touched, and
 * nothing is derived.
 */
public final class OzoneStorageEngineFactory implements StorageEngineFactory {
    @Override
    public String name() {
        return "ozone";
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public StorageEngine open(Path directory, Map<String, String> options, Derivation derivation) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // Hadoop looks there for its parts, and this engine may have a loader of its own
        thread.setContextClassLoader(getClass().getClassLoader());
        try {
            return OzoneStorageEngine.open(OzoneOptions.parse(options));
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
