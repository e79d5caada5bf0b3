package io.coffer.encryption;

import io.coffer.encryption.KeyManagementException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/** The one file that holds the master keys, and the lock that keeps it to one process. */
final class KeyStoreFile implements AutoCloseable {
    private static final int MAX_LENGTH = 64 * 1024 * 1024;

    private final Path file;
    private final FileChannel lock;
    private final KeyStoreEnvelope envelope;

    /** @throws KeyFileException when the directory cannot be used, or is in use by another keystore */
    KeyStoreFile(Path directory, RootKey rootKey) {
        this.file = directory.resolve("keystore");
        this.envelope = new KeyStoreEnvelope(rootKey);
        try {
            DurableFile.createDirectory(directory);
            this.lock = lock(directory.resolve("keystore.lock"));
        } catch (IOException e) {
            throw new KeyFileException("the keystore directory " + directory + " cannot be used", e);
        }
    }

    private static FileChannel lock(Path lockFile) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileChannel channel = FileChannel.open(lockFile, options, DurableFile.mode(lockFile, "rw-------"));
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this process: refused like any other holder.
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new KeyFileException("the keystore of " + lockFile.getParent() + " is in use");
    }

    /**
     * The keys; nothing when the file does not exist.
     *
     * @throws KeyFileException when it is damaged or sealed under another root key
     */
    Optional<KeyRing> read() {
        try {
            if (Files.notExists(file)) {
                return Optional.empty();
            }
            if (Files.size(file) > MAX_LENGTH) {
                throw new KeyFileException("the keystore " + file + " is damaged: it is too long");
            }
            return Optional.of(envelope.open(Files.readAllBytes(file)));
        } catch (KeyFileException e) {
            throw new KeyFileException("the keystore " + file + " does not open: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new KeyFileException("the keystore " + file + " cannot be read", e);
        }
    }

    /**
     * Replaces the file; durable when it returns.
     *
     * @throws KeyManagementException of kind {@link Kind#UNAVAILABLE} when that fails
     */
    void write(KeyRing ring) {
        byte[] content = envelope.seal(ring);
        if (content.length > MAX_LENGTH) {
            throw new KeyManagementException(Kind.UNAVAILABLE, "the keystore is full");
        }
        try {
            DurableFile.replace(file, content);
        } catch (IOException e) {
            throw new KeyManagementException(Kind.UNAVAILABLE, "the keystore " + file + " cannot be written", e);
        }
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        envelope.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new KeyFileException("the keystore's lock cannot be given back", e);
        }
    }
}
