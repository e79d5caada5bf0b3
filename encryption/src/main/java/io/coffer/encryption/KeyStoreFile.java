package io.coffer.encryption;

import io.coffer.encryption.KeyDerivation.Purpose;
import io.coffer.encryption.KeyManagementException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The one file that holds the master keys, and the lock that keeps it to one process. Every replacement seals the keys
 * under a new keystore key, which the root key wraps.
 *
 * <p>Layout: magic (8), format (1, 1), fingerprint of the root key (16), wrapped keystore key (81), sealed keys (to the
 * end). What stands before a sealed part is its associated data.
 */
final class KeyStoreFile implements AutoCloseable {
    private static final byte[] MAGIC = "COFFERKS".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT = 1;
    private static final int FINGERPRINT_LENGTH = 16;
    private static final int KEY_LENGTH = 32;
    private static final int FINGERPRINT_AT = MAGIC.length + 1;
    private static final int KEY_AT = FINGERPRINT_AT + FINGERPRINT_LENGTH;
    private static final int KEYS_AT = KEY_AT + KEY_LENGTH + OneUseSeal.OVERHEAD;
    private static final int MAX_LENGTH = 64 * 1024 * 1024;
    private static final OneUseSeal KEYS_SEAL = new OneUseSeal(Purpose.KEY_STORE, new byte[0]);

    private final Path file;
    private final FileChannel lock;
    private final SecretBox box;
    private final byte[] fingerprint;

    /** @throws KeyFileException when the directory cannot be used, or is in use by another keystore */
    KeyStoreFile(Path directory, RootKey rootKey) {
        this.file = directory.resolve("keystore");
        try {
            DurableFile.createDirectory(directory);
            this.lock = lock(directory.resolve("keystore.lock"));
        } catch (IOException e) {
            throw new KeyFileException("the keystore directory " + directory + " cannot be used", e);
        }
        this.box = new SecretBox(rootKey, "keystore/v1");
        byte[] identity = rootKey.derive("identity/v1");
        this.fingerprint = Arrays.copyOf(identity, FINGERPRINT_LENGTH);
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
                throw damaged("it is too long");
            }
            return Optional.of(open(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new KeyFileException("the keystore " + file + " cannot be read", e);
        }
    }

    private KeyRing open(byte[] content) {
        if (content.length < KEYS_AT + OneUseSeal.OVERHEAD || !Arrays.equals(content, 0, 8, MAGIC, 0, 8)) {
            throw damaged("it is cut short or not a keystore");
        }
        if (content[MAGIC.length] != FORMAT) {
            throw damaged("its format " + content[MAGIC.length] + " is unknown");
        }
        if (!MessageDigest.isEqual(fingerprint, Arrays.copyOfRange(content, FINGERPRINT_AT, KEY_AT))) {
            throw new KeyFileException("the keystore " + file + " was made with another root key");
        }
        byte[] key;
        try {
            key = box.open(Arrays.copyOfRange(content, KEY_AT, KEYS_AT), Arrays.copyOf(content, KEY_AT));
        } catch (DamagedDataException e) {
            throw damaged("its key does not open");
        }
        byte[] sealed = Arrays.copyOfRange(content, KEYS_AT, content.length);
        byte[] keys = KEYS_SEAL
                .open(key, Arrays.copyOf(content, KEYS_AT), sealed)
                .orElseThrow(() -> damaged("its keys do not open"));
        try {
            return KeyRingFormat.read(keys);
        } catch (IllegalArgumentException e) {
            throw damaged("its keys are not of the known form");
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(keys, (byte) 0);
        }
    }

    /**
     * Replaces the file; durable when it returns.
     *
     * @throws KeyManagementException of kind {@link Kind#UNAVAILABLE} when that fails
     */
    void write(KeyRing ring) {
        byte[] key = KeyDerivation.randomBytes(KEY_LENGTH);
        byte[] keys = KeyRingFormat.write(ring);
        try {
            ByteBuffer head =
                    ByteBuffer.allocate(KEYS_AT).put(MAGIC).put((byte) FORMAT).put(fingerprint);
            head.put(box.seal(key, Arrays.copyOf(head.array(), KEY_AT)));
            byte[] sealed = KEYS_SEAL.seal(key, head.array(), keys);
            if (KEYS_AT + sealed.length > MAX_LENGTH) {
                throw new KeyManagementException(Kind.UNAVAILABLE, "the keystore is full");
            }
            DurableFile.replace(
                    file,
                    ByteBuffer.allocate(KEYS_AT + sealed.length)
                            .put(head.array())
                            .put(sealed)
                            .array());
        } catch (IOException e) {
            throw new KeyManagementException(Kind.UNAVAILABLE, "the keystore " + file + " cannot be written", e);
        } finally {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(keys, (byte) 0);
        }
    }

    private KeyFileException damaged(String how) {
        return new KeyFileException("the keystore " + file + " is damaged: " + how + "; bring it back from a copy");
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        box.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new KeyFileException("the keystore's lock cannot be given back", e);
        }
    }
}
