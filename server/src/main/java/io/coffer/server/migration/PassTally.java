package io.coffer.server.migration;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Counts of a pass that is being made, by several threads. */
final class PassTally {
    private static final int MOST_FAILURES = 20;

    private final AtomicLong entries = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong carried = new AtomicLong();
    private final AtomicLong carriedBytes = new AtomicLong();
    private final AtomicLong updated = new AtomicLong();
    private final AtomicLong deleted = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    void lookedAt(long size) {
        entries.incrementAndGet();
        bytes.addAndGet(size);
    }

    void carried(long size) {
        carried.incrementAndGet();
        carriedBytes.addAndGet(size);
    }

    void updated() {
        updated.incrementAndGet();
    }

    void deleted() {
        deleted.incrementAndGet();
    }

    void failed(String entry, String reason) {
        if (failed.incrementAndGet() <= MOST_FAILURES) {
            failures.add(entry + " " + reason);
        }
    }

    PassCounts counts() {
        return new PassCounts(
                entries.get(),
                bytes.get(),
                carried.get(),
                carriedBytes.get(),
                updated.get(),
                deleted.get(),
                failed.get(),
                List.copyOf(failures));
    }
}
