package io.coffer.storage.embedded;

import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes log and index. It takes all changes that wait, checks each against the store as the ones
 * before leave it, and makes them durable as one group of the log, with one fsync; only then is anyone told anything, a refusal included, since
 * it may rest on a change of the same group. So a condition needs no lock.
 *
 * <p>A group whose end failed is never tried again: it may be in the log or not. Its waiters get
 * {@link Kind#UNKNOWN_OUTCOME}, and the engine takes no more changes until it is opened anew.
 */
final class Committer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Committer.class);
    private static final int MOST_CHANGES = 1024;
    private static final long MOST_BYTES = 8L << 20;

    /** Checks first, then changes: when it throws, it has changed nothing. */
    interface Change<T> {
        T apply(Group group) throws RocksDBException;
    }

    private final Index index;
    private final StoreState state;
    private final SegmentLog log;
    private final EmbeddedSideLog sideLog;
    private final LongSupplier pendingFileBytes;
    private final Consumer<Group> afterwards;
    private final BlockingQueue<Waiting<?>> queue = new LinkedBlockingQueue<>();
    private final Waiting<Boolean> end = new Waiting<>(group -> true);
    private final Thread thread = Thread.ofPlatform().name("coffer-committer").unstarted(this::run);
    private volatile @Nullable String refusal;

    /**
     * @param pendingFileBytes the bytes of body files still to be deleted
     * @param afterwards called with each durable group, in the committer thread
     */
    Committer(
            Index index,
            StoreState state,
            SegmentLog log,
            EmbeddedSideLog sideLog,
            LongSupplier pendingFileBytes,
            Consumer<Group> afterwards) {
        this.index = index;
        this.state = state;
        this.log = log;
        this.sideLog = sideLog;
        this.pendingFileBytes = pendingFileBytes;
        this.afterwards = afterwards;
    }

    void start() {
        thread.start();
    }

    /** Applies the change and waits until it is durable. The calling thread may be virtual. */
    <T> T submit(Change<T> change) {
        requireWritable();
        Waiting<T> waiting = new Waiting<>(change);
        queue.add(waiting);
        if (!thread.isAlive()) {
            waiting.fail(Failures.closed());
        }
        try {
            return waiting.told.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StorageException failure ? failure : e;
        }
    }

    /** Why no change is taken, or empty. */
    String refusal() {
        String reason = refusal;
        return reason == null ? "" : reason;
    }

    void requireWritable() {
        String reason = refusal;
        if (reason != null) {
            throw new StorageException(Kind.UNAVAILABLE, reason);
        }
    }

    /** No change is taken from now on. */
    void refuse(String reason, Throwable cause) {
        if (refusal == null) {
            refusal = reason;
            LOG.error("no more writes until the engine is opened anew: {}", reason, cause);
        }
    }

    private void run() {
        try {
            boolean more = true;
            while (more) {
                more = commitGroup(queue.take());
            }
        } catch (InterruptedException e) {
            refuse("the committer was interrupted", e);
        }
    }

    /** @return whether to go on */
    private boolean commitGroup(Waiting<?> first) {
        List<Waiting<?>> members = new ArrayList<>();
        boolean ended = false;
        try (Group group = new Group(index, state, sideLog, pendingFileBytes.getAsLong())) {
            ended = gather(first, members, group);
            requireWritable();
            state.expect(group);
            group.write(log);
            sideLog.kept();
            state.follow(group);
            afterwards.accept(group);
            members.forEach(Waiting::tell);
        } catch (StorageException e) {
            fail(members, e);
        } catch (IOException | RocksDBException | RuntimeException | Error e) {
            refuse("a write to the log or the index failed: " + e.getMessage(), e);
            fail(
                    members,
                    new StorageException(
                            Kind.UNKNOWN_OUTCOME, "the write may or may not have happened: " + e.getMessage(), e));
        }
        return !ended;
    }

    private void fail(List<Waiting<?>> members, StorageException reason) {
        sideLog.lost(reason);
        members.forEach(member -> member.fail(reason));
    }

    /** @return whether the end was met */
    private boolean gather(Waiting<?> first, List<Waiting<?>> members, Group group) {
        Waiting<?> next = first;
        while (next != null && next != end) {
            members.add(next);
            next.apply(group);
            boolean room = members.size() < MOST_CHANGES && group.bytes() < MOST_BYTES;
            next = room ? queue.poll() : null;
        }
        return next == end;
    }

    @Override
    public void close() {
        queue.add(end);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        queue.forEach(waiting -> waiting.fail(Failures.closed()));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Waiting<T> {
        private final Change<T> change;
        private final CompletableFuture<T> told = new CompletableFuture<>();
        private @Nullable T result;
        private @Nullable Throwable failure;

        Waiting(Change<T> change) {
            this.change = change;
        }

        void apply(Group group) {
            try {
                result = change.apply(group);
            } catch (StorageException e) {
                failure = e;
            } catch (RocksDBException e) {
                throw new IllegalStateException("cannot build a group", e);
            }
        }

        void tell() {
            if (failure != null) {
                told.completeExceptionally(failure);
            } else {
                told.complete(result);
            }
        }

        void fail(StorageException reason) {
            told.completeExceptionally(reason);
        }
    }
}
