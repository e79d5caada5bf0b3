package io.coffer.storage.embedded;

import io.coffer.storage.BlobId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Who reads a body file, and the bytes of those that have lost their name but are still read. */
final class BodyHolds {
    private record Hold(int readers, long nameless) {}

    private final ConcurrentMap<BlobId, Hold> holds = new ConcurrentHashMap<>();

    /** To be called before the file is opened, so that whoever deletes it afterwards sees the reader. */
    void take(BlobId blob) {
        holds.merge(blob, new Hold(1, 0), (held, one) -> new Hold(held.readers() + 1, held.nameless()));
    }

    void release(BlobId blob) {
        holds.computeIfPresent(
                blob, (id, held) -> held.readers() == 1 ? null : new Hold(held.readers() - 1, held.nameless()));
    }

    /** To be called after the file was deleted. */
    void lostName(BlobId blob, long bytes) {
        holds.computeIfPresent(blob, (id, held) -> new Hold(held.readers(), bytes));
    }

    long namelessBytes() {
        return holds.values().stream().mapToLong(Hold::nameless).sum();
    }
}
