package io.coffer.storage;

import java.io.InputStream;

/** A body pinned to one generation. */
public interface Reader extends AutoCloseable {
    Entry entry();

    /**
     * A part of the body. Damage that the engine can see (checksums, lengths) is a {@link StorageException} of kind
     * {@link StorageException.Kind#CORRUPT}, thrown from the stream's reads before any wrong byte. Fewer bytes than
     * asked for are never delivered silently. {@link InputStream#transferTo} may hand a stream that is a
     * {@link java.nio.channels.WritableByteChannel} too its bytes in buffers, without copying them into arrays.
     *
     * @throws IllegalArgumentException when the range is not within the body
     */
    InputStream range(long offset, long length);

    /** Whether reading waits for nothing, since the body is in memory. */
    default boolean isAtHand() {
        return false;
    }

    @Override
    void close();
}
