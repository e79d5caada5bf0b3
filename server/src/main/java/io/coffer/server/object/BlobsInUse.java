package io.coffer.server.object;

import io.coffer.storage.BlobId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Bodies that somebody in this process works with, so that nobody frees their extents meanwhile. */
final class BlobsInUse {
    private final Map<BlobId, Integer> users = new ConcurrentHashMap<>();

    void enter(BlobId blob) {
        users.merge(blob, 1, Integer::sum);
    }

    void leave(BlobId blob) {
        users.computeIfPresent(blob, (same, count) -> count == 1 ? null : count - 1);
    }

    boolean has(BlobId blob) {
        return users.containsKey(blob);
    }
}
