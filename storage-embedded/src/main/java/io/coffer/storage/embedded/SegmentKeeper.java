package io.coffer.storage.embedded;

import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the segments behind the end of the log, in the background: has the index written to its tables when a
 * segment is full, so that a start has little to replay; deletes segments without live bodies; moves the bodies out of
 * those that are mostly dead.
 */
final class SegmentKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentKeeper.class);

    private final Index index;
    private final SegmentFiles files;
    private final byte[] store;
    private final SegmentLog log;
    private final StoreState state;
    private final Committer committer;
    private final Sweeper sweeper;
    private final SegmentCompaction compaction;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("coffer-segments").factory());
    private final AtomicBoolean awaited = new AtomicBoolean();
    /** segments that were not emptied when it was tried: part of them is damaged */
    private final Set<Long> stubborn = new HashSet<>();

    private long lastSegment;
    private volatile boolean closed;

    SegmentKeeper(
            Index index,
            SegmentFiles files,
            byte[] store,
            SegmentLog log,
            StoreState state,
            Committer committer,
            Sweeper sweeper) {
        this.index = index;
        this.files = files;
        this.store = store;
        this.log = log;
        this.state = state;
        this.committer = committer;
        this.sweeper = sweeper;
        this.compaction = new SegmentCompaction(files, store, committer);
    }

    /** Called with each durable group, in the committer thread. */
    void follow(Group group) {
        boolean rolled = log.segment() != lastSegment;
        lastSegment = log.segment();
        boolean wanting = group.changedSegments().entrySet().stream()
                .anyMatch(usage -> usage.getKey() != lastSegment && wantsCare(usage.getValue()));
        if (rolled || wanting) {
            wake();
        }
    }

    void wake() {
        if (awaited.compareAndSet(false, true)) {
            try {
                thread.execute(this::run);
            } catch (RejectedExecutionException e) {
                LOG.debug("the engine ends, its segments are left as they are");
            }
        }
    }

    private static boolean wantsCare(SegmentUsage usage) {
        return usage.live() == 0 || isSparse(usage);
    }

    private static boolean isSparse(SegmentUsage usage) {
        return usage.dead() > usage.live();
    }

    private void run() {
        awaited.set(false);
        try {
            if (index.flushedPosition().segment() < log.segment()) {
                index.flush();
            }
            freeDeadOnes();
            for (Map.Entry<Long, SegmentUsage> usage : state.segments().entrySet()) {
                boolean movable = usage.getKey() < log.segment() && !stubborn.contains(usage.getKey());
                if (movable && isSparse(usage.getValue()) && usage.getValue().live() > 0) {
                    moveOut(usage.getKey());
                }
            }
            freeDeadOnes();
        } catch (IOException | StorageException e) {
            if (!closed) {
                LOG.warn("segments of the log could not be looked after: {}", e.getMessage());
            }
        }
    }

    private void moveOut(long segment) throws IOException {
        compaction.moveOut(segment);
        if (state.segment(segment).live() > 0) {
            stubborn.add(segment);
            LOG.warn("segment {} of the log is damaged: what lives in it could not all be moved", segment);
        }
    }

    /** Those that no entry needs, no replay and no snapshot. */
    private void freeDeadOnes() throws IOException {
        if (sweeper.isHeld()) {
            return;
        }
        long needed = Math.min(log.segment(), index.flushedPosition().segment());
        boolean freed = false;
        for (Map.Entry<Long, SegmentUsage> usage : state.segments().entrySet()) {
            long segment = usage.getKey();
            if (segment < needed && usage.getValue().live() == 0) {
                files.delete(segment);
                committer.submit(group -> {
                    group.dropSegment(segment);
                    return true;
                });
                freed = true;
            }
        }
        if (freed) {
            files.forceDeletions();
        }
    }

    /**
     * Blocks until nothing dead is in the segments before this one, which the index must have written to its tables.
     *
     * @throws StorageException when one of them is damaged
     */
    void reclaim(long end) {
        inTurn(() -> {
            reclaimBefore(end);
            return true;
        });
    }

    /** Checks the segments as they are when everything that was asked for before is done. */
    List<String> examine() {
        return inTurn(() -> {
            try {
                return new SegmentExamination(files, store, index.logPosition()).run(state.segments());
            } catch (IOException e) {
                throw Failures.of("cannot read segments of the log", e);
            }
        });
    }

    /** Runs it when nothing else is done to segments. */
    private <T> T inTurn(Supplier<T> task) {
        try {
            return CompletableFuture.supplyAsync(task, thread).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StorageException failure ? failure : e;
        } catch (RejectedExecutionException e) {
            throw Failures.closed();
        }
    }

    private void reclaimBefore(long end) {
        try {
            for (Map.Entry<Long, SegmentUsage> usage :
                    state.segments().headMap(end).entrySet()) {
                if (usage.getValue().dead() > 0 && usage.getValue().live() > 0) {
                    compaction.moveOut(usage.getKey());
                    if (state.segment(usage.getKey()).live() > 0) {
                        throw Failures.corrupt("segment " + usage.getKey() + " of the log is damaged");
                    }
                }
            }
            freeDeadOnes();
            for (Map.Entry<Long, SegmentUsage> usage :
                    state.segments().headMap(end).entrySet()) {
                if (usage.getValue().live() == 0 && sweeper.isHeld()) {
                    throw new StorageException(Kind.UNAVAILABLE, "a snapshot of the store is open");
                }
                if (usage.getValue().batches() != Batches.OVERWRITTEN
                        && usage.getValue().live() > 0) {
                    compaction.scrub(usage.getKey(), sweeper::isHeld);
                }
            }
            // those that lost their last live body meanwhile
            freeDeadOnes();
        } catch (IOException e) {
            throw Failures.of("cannot reclaim segments of the log", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
    }
}
