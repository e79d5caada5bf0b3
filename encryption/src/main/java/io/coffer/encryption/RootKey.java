package io.coffer.encryption;

import java.nio.file.Path;

/**
 * The secret that everything else at rest hangs on. Without it the keystore does not open and the data is lost. It is a
 * file's content, or a key that never leaves its hardware; either gives keys for purposes and nothing else. What was
 * derived before stays usable after closing.
 */
public sealed interface RootKey extends AutoCloseable permits SecretRootKey, TokenRootKey {
    int LENGTH = 32;

    /**
     * A key of 32 bytes for one purpose; the caller wipes it.
     *
     * @param purpose as {@code records/v1}; another purpose gives an unrelated key
     */
    byte[] derive(String purpose);

    @Override
    void close();

    /** A new key that is kept nowhere; what it seals is lost with the process. */
    static RootKey random() {
        return SecretRootKey.random();
    }

    /**
     * Reads the file, or makes it with a new key when there is none: mode 0600, on the disk when this returns. Its
     * directory must exist.
     *
     * @throws KeyFileException as {@link #load}, or when the file cannot be made
     */
    static RootKey loadOrCreate(Path file) {
        return SecretRootKey.loadOrCreate(file);
    }

    /** @throws KeyFileException when the file is missing, readable by others than its owner, or not a root key */
    static RootKey load(Path file) {
        return SecretRootKey.load(file);
    }
}
