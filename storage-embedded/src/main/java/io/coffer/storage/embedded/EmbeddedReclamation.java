package io.coffer.storage.embedded;

import io.coffer.storage.Reclamation;
import io.coffer.storage.StorageException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Rewrites the index without what is dead, empties the segments that have dead bodies, and overwrites in the others the
 * records that the index has now. Body files are deleted at once anyway.
 */
final class EmbeddedReclamation implements Reclamation {
    private final EmbeddedStorageEngine engine;
    private final StoreState state;
    private final SegmentLog log;
    private final SegmentKeeper keeper;
    private final Sweeper sweeper;
    private final ReentrantLock turn = new ReentrantLock();

    EmbeddedReclamation(
            EmbeddedStorageEngine engine, StoreState state, SegmentLog log, SegmentKeeper keeper, Sweeper sweeper) {
        this.engine = engine;
        this.state = state;
        this.log = log;
        this.keeper = keeper;
        this.sweeper = sweeper;
    }

    @Override
    public long residue() {
        engine.requireOpen();
        return state.residue() + sweeper.pendingBytes() + engine.files().holds().namelessBytes();
    }

    @Override
    public void reclaim() {
        turn.lock();
        try {
            // on a platform thread, since it waits for the disk
            CompletableFuture.runAsync(
                            this::run,
                            task -> Thread.ofPlatform()
                                    .daemon()
                                    .name("coffer-reclaiming")
                                    .start(task))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StorageException failure ? failure : e;
        } finally {
            turn.unlock();
        }
    }

    private void run() {
        engine.requireWritable();
        if (residue() == 0) {
            return;
        }
        long records = engine.submit(group -> {
            // what was superseded lies before the segment of this group
            log.endSegment();
            group.noteResidue();
            return group.recordResidue();
        });
        long first = engine.index().logPosition().segment();
        sweeper.awaitSwept();
        engine.index().compaction().rewriteTables(engine.room()::require);
        keeper.reclaim(first);
        engine.submit(group -> {
            group.noteResidue();
            return true;
        });
        engine.index().compaction().rewriteTableList();
        engine.submit(group -> {
            group.reclaimed(records);
            return true;
        });
    }
}
