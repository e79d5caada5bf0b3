package io.coffer.server.keyuse;

import io.coffer.server.audit.Link;
import io.coffer.storage.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one process. Records are chained as they come and written in batches by one thread: at once when somebody
 * waits for one, and otherwise after a moment. A batch that cannot be written takes all its records with it; the chain
 * then goes on behind the last durable one.
 */
public final class KeyUseLog implements KeyUseRecorder, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyUseLog.class);
    private static final long MOST_DELAY_MILLIS = 200;
    private static final long RETRY_MILLIS = 1000;
    private static final int MOST_OF_BATCH = 4 << 20;

    /** So much is written without waiting for more: readers are never held up by a batch that is full. */
    private static final int MUCH = 512 * 1024;

    /**
     * So long a batch of several writers waits for those that are at their bodies still. Each force costs the processor as
     * much as encrypting a small object, and a lone writer's is under way while its body comes.
     */
    private static final long MOST_GATHER_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

    /** Records that become durable together. */
    private static final class Batch {
        private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
        private final CompletableFuture<Void> written = new CompletableFuture<>();
        private long first;
        private long records;
        private long lost;
        private boolean due;
        /** records that somebody is going to wait for, and how many of those do by now */
        private int toAwait;

        private int awaited;

        boolean gathers() {
            return toAwait > 1 && awaited < toAwait && lines.size() <= MUCH;
        }
    }

    /** One record of a batch. */
    private final class Recorded implements Receipt {
        private final Batch batch;
        private boolean counted;

        Recorded(Batch batch) {
            this.batch = batch;
        }

        @Override
        public void await() {
            count();
            try {
                batch.written.join();
            } catch (CompletionException failed) {
                throw unavailable(String.valueOf(
                        failed.getCause() == null ? failed : failed.getCause().getMessage()));
            }
        }

        private void count() {
            lock.lock();
            try {
                if (!counted) {
                    counted = true;
                    if (++batch.awaited == batch.toAwait) {
                        changed.signal();
                    }
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private final KeyLogFile file;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Thread writer =
            Thread.ofPlatform().name("coffer-key-log").daemon().unstarted(this::write);
    private Batch batch = new Batch();
    private Link last;
    private Link durable;
    private long lost;
    private @Nullable String failure;
    private long retryAt;
    private boolean closed;

    private KeyUseLog(KeyLogFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        this.last = file.start();
        this.durable = last;
    }

    /**
     * Begins a chain behind the ones that are there.
     *
     * @throws StorageException when the directory cannot be written
     */
    public static KeyUseLog open(Path directory, KeyLogLimits limits, String storeId, InstantSource clock) {
        KeyUseLog log = new KeyUseLog(KeyLogFile.open(directory, limits, storeId, clock.instant()), clock);
        log.writer.start();
        return log;
    }

    @Override
    public Receipt record(KeyUse use) {
        lock.lock();
        try {
            requireWritable();
            while (batch.lines.size() > MOST_OF_BATCH && failure == null) {
                room.awaitUninterruptibly();
            }
            requireWritable();
            Batch mine = batch;
            append(mine, use);
            return new Recorded(mine);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void requireRecording() {
        lock.lock();
        try {
            if (closed || failure != null) {
                throw unavailable(failure == null ? "it is closed" : failure);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean hasRoom() {
        lock.lock();
        try {
            return batch.lines.size() < MOST_OF_BATCH / 2;
        } finally {
            lock.unlock();
        }
    }

    private void append(Batch mine, KeyUse use) {
        long number = last.number() + 1;
        byte[] line =
                KeyUseLine.of(number, last.hash(), clock.instant(), use, lost).getBytes(StandardCharsets.UTF_8);
        last = new Link(number, KeyUseLine.hash(line));
        mine.lost += lost;
        lost = 0;
        if (mine.records++ == 0) {
            mine.first = number;
            changed.signal();
        }
        mine.lines.writeBytes(line);
        mine.lines.write('\n');
        boolean awaited = isAwaited(use.operation());
        if (awaited) {
            mine.toAwait++;
        }
        if (!mine.due && (awaited || mine.lines.size() > MUCH)) {
            // what somebody is going to wait for is written while the body still comes
            mine.due = true;
            changed.signal();
        }
    }

    private static boolean isAwaited(KeyUse.Operation operation) {
        return switch (operation) {
            case GENERATE, REWRAP, DESTROY, ENCRYPT -> true;
            case UNWRAP, DECRYPT -> false;
        };
    }

    private void requireWritable() {
        if (closed) {
            throw unavailable("it is closed");
        }
        if (failure != null && System.nanoTime() - retryAt < 0) {
            throw unavailable(failure);
        }
    }

    private static StorageException unavailable(String reason) {
        return new StorageException(
                StorageException.Kind.UNAVAILABLE, "the key-use log cannot be written, so no key is used: " + reason);
    }

    private void write() {
        Batch next = take();
        while (next.records > 0) {
            write(next);
            next = take();
        }
    }

    /** The next batch that is due; an empty one when the log is closed. */
    private Batch take() {
        lock.lock();
        try {
            while (batch.records == 0 && !closed) {
                changed.awaitUninterruptibly();
            }
            long nanos = TimeUnit.MILLISECONDS.toNanos(MOST_DELAY_MILLIS);
            while (!batch.due && !closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            nanos = MOST_GATHER_NANOS;
            while (batch.gathers() && !closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } catch (InterruptedException interrupted) {
            // closing is told by the flag alone
            LOG.debug("the writer of the key-use log was interrupted");
        } finally {
            lock.unlock();
        }
        lock.lock();
        try {
            Batch taken = batch;
            batch = new Batch();
            room.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void write(Batch taken) {
        byte[] lines = taken.lines.toByteArray();
        try {
            file.append(taken.first, lines);
            lock.lock();
            try {
                durable = file.last();
                failure = null;
            } finally {
                lock.unlock();
            }
            taken.written.complete(null);
            file.removeOld(clock.instant());
        } catch (IOException | RuntimeException unwritable) {
            fail(taken, unwritable);
        }
    }

    /** What was chained behind the failed records goes with them. */
    private void fail(Batch taken, Exception unwritable) {
        LOG.error("the key-use log cannot be written; keys are refused until it can", unwritable);
        Batch behind;
        lock.lock();
        try {
            failure = String.valueOf(unwritable.getMessage());
            retryAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
            last = durable;
            behind = batch;
            batch = new Batch();
            lost += taken.lost + taken.records + behind.lost + behind.records;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        taken.written.completeExceptionally(unwritable);
        behind.written.completeExceptionally(unwritable);
    }

    /** The newest record that is durable, and its chain. */
    public Head head() {
        lock.lock();
        try {
            return new Head(file.chain(), durable);
        } finally {
            lock.unlock();
        }
    }

    /** The end of a chain. */
    public record Head(ChainId chain, Link link) {}

    /** Why nothing can be recorded now; empty when it can. */
    public String failure() {
        lock.lock();
        try {
            return failure == null ? "" : failure;
        } finally {
            lock.unlock();
        }
    }

    /** What was recorded is durable on return. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            writer.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
