package io.coffer.encryption;

import io.coffer.encryption.KeyManagementException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** The one file that holds the master keys, and the lock that keeps it to one process. */
final class KeyStoreFile implements KeyRingHome {
    private static final int MAX_LENGTH = 64 * 1024 * 1024;

    private final Path file;
    private final Path replaced;
    private final Path unfinished;
    private final FileChannel lock;
    private final KeyStoreEnvelope envelope;
    private boolean oldContentLost;

    /** @throws KeyFileException when the directory cannot be used, or is in use by another keystore */
    KeyStoreFile(Path directory, RootKey rootKey) {
        this.file = directory.resolve("keystore");
        this.replaced = directory.resolve("keystore.old");
        this.unfinished = directory.resolve("keystore.tmp");
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
     * The keys; none of a file that does not exist, which is made. A file of an older format is written anew.
     *
     * @throws KeyFileException when it is damaged or sealed under another root key
     */
    KeyRing readOrCreate() {
        try {
            if (Files.notExists(file)) {
                write(KeyRing.EMPTY);
                return KeyRing.EMPTY;
            }
            if (Files.size(file) > MAX_LENGTH) {
                throw new KeyFileException("the keystore " + file + " is damaged: it is too long");
            }
            byte[] content = Files.readAllBytes(file);
            KeyRing ring = envelope.open(content);
            if (!KeyStoreEnvelope.isOfNewestFormat(content)) {
                write(ring);
            }
            erase();
            return ring;
        } catch (KeyFileException e) {
            throw new KeyFileException("the keystore " + file + " does not open: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new KeyFileException("the keystore " + file + " cannot be read", e);
        }
    }

    @Override
    public KeyRing current(KeyRing known) {
        return known;
    }

    @Override
    public KeyRing latest(KeyRing known) {
        return known;
    }

    /** The old content is left to {@link #eraseReplaced}, or to the next writing or opening, which do not go on without. */
    @Override
    public boolean write(KeyRing ring) {
        byte[] content = envelope.seal(ring);
        if (content.length > MAX_LENGTH) {
            throw new KeyManagementException(Kind.UNAVAILABLE, "the keystore is full");
        }
        try {
            erase();
            oldContentLost |= !DurableFile.replaceKeeping(file, content, replaced);
            return true;
        } catch (IOException e) {
            throw new KeyManagementException(Kind.UNAVAILABLE, "the keystore " + file + " cannot be written", e);
        }
    }

    @Override
    public boolean erases() {
        return true;
    }

    @Override
    public void eraseReplaced(boolean changed) {
        if (oldContentLost) {
            throw new KeyManagementException(
                    Kind.UNAVAILABLE,
                    "what the keystore " + file + " held before cannot be overwritten on this file system");
        }
        try {
            erase();
        } catch (IOException e) {
            throw new KeyManagementException(
                    Kind.UNAVAILABLE, "what the keystore " + file + " held before cannot be overwritten", e);
        }
    }

    private void erase() throws IOException {
        DurableFile.erase(replaced, file);
        DurableFile.erase(unfinished, file);
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
