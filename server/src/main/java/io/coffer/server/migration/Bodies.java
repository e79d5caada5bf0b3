package io.coffer.server.migration;

import io.coffer.storage.Reader;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Bodies read from their beginning to their end, as they lie there: ciphertext stays ciphertext. */
final class Bodies {
    private static final int BUFFER = 256 * 1024;

    /** Takes the pieces of a body. */
    @FunctionalInterface
    interface Sink {
        void write(byte[] bytes, int offset, int length);
    }

    private final Conduct conduct;

    Bodies(Conduct conduct) {
        this.conduct = conduct;
    }

    /**
     * Reads a body whole.
     *
     * @param side what the reader is of, in words
     * @return its SHA-256
     * @throws UnfitEntryException when the engine says that it is damaged
     */
    byte[] read(Reader reader, String side, Sink sink) {
        MessageDigest digest = sha256();
        long left = reader.entry().size();
        byte[] buffer = new byte[Math.clamp(left, 1, BUFFER)];
        try (InputStream body = begin(reader, side)) {
            while (left > 0) {
                int count = read(body, buffer, side);
                digest.update(buffer, 0, count);
                sink.write(buffer, 0, count);
                left -= count;
            }
        } catch (IOException unclosable) {
            throw new UncheckedIOException(unclosable);
        }
        return digest.digest();
    }

    private static InputStream begin(Reader reader, String side) {
        try {
            return reader.range(0, reader.entry().size());
        } catch (StorageException failure) {
            throw told(failure, side);
        }
    }

    private int read(InputStream body, byte[] buffer, String side) {
        int count;
        try {
            count = body.read(buffer);
        } catch (StorageException failure) {
            throw told(failure, side);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (count < 0) {
            throw new UnfitEntryException("has a body at the " + side + " that ends too early");
        }
        conduct.read(count);
        return count;
    }

    /** Damage is of this entry alone; anything else would meet the next one too. */
    static RuntimeException told(StorageException failure, String side) {
        return failure.kind() == Kind.CORRUPT
                ? new UnfitEntryException("is damaged at the " + side + ": " + failure.getMessage())
                : failure;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no SHA-256", missing);
        }
    }
}
