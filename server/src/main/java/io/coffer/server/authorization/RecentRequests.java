package io.coffer.server.authorization;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The last requests, kept in memory so that they can be explained and that policies can be tried on them. A ring: each
 * new request takes the place of the oldest. What it keeps is shared with what decided, and long values are cut, so its
 * size is bounded.
 */
public final class RecentRequests {
    /** Of the permissions that one request needed; a request that deletes many objects needs as many. */
    public static final int MOST_ASKED = 16;

    private final int capacity;
    private final AtomicReferenceArray<RecentRequest> slots;
    private final AtomicLong added = new AtomicLong();

    /** @param capacity 0 keeps nothing */
    public RecentRequests(int capacity) {
        this.capacity = capacity;
        this.slots = new AtomicReferenceArray<>(capacity);
    }

    /** How many requests are kept at most. */
    public int capacity() {
        return capacity;
    }

    public void add(RecentRequest request) {
        if (capacity > 0) {
            slots.set((int) (added.getAndIncrement() % capacity), request.kept());
        }
    }

    public Optional<RecentRequest> find(String requestId) {
        return newestFirst()
                .filter(request -> request.requestId().equals(requestId))
                .findFirst();
    }

    public Stream<RecentRequest> newestFirst() {
        long end = added.get();
        return LongStream.range(0, Math.min(end, capacity))
                .mapToObj(back -> Optional.ofNullable(slots.get((int) ((end - 1 - back) % capacity))))
                .flatMap(Optional::stream);
    }
}
