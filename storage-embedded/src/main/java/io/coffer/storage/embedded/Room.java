package io.coffer.storage.embedded;

import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.file.FileStore;

/** The room on the file system. It is asked for early, so that the log and the index never meet a full disk half way. */
final class Room {
    /** What is written in this time is far less than the usual reserve. */
    private static final long VALID_NANOS = 20_000_000;

    private final FileStore disk;
    private final int reservedMebibytes;
    private volatile long seen;

    Room(FileStore disk, int reservedMebibytes) {
        this.disk = disk;
        this.reservedMebibytes = reservedMebibytes;
        this.seen = System.nanoTime() - VALID_NANOS;
    }

    /** @throws StorageException of kind {@link Kind#FULL} when the reserve is touched */
    void require() {
        if (System.nanoTime() - seen >= VALID_NANOS) {
            require(0);
            seen = System.nanoTime();
        }
    }

    /** @param more bytes needed beside the reserve */
    void require(long more) {
        try {
            if ((disk.getUsableSpace() - more) >> 20 < reservedMebibytes) {
                throw new StorageException(
                        Kind.FULL, "less than " + (reservedMebibytes + (more >> 20)) + " MiB are free for the store");
            }
        } catch (IOException e) {
            throw Failures.of("cannot tell the free room", e);
        }
    }
}
