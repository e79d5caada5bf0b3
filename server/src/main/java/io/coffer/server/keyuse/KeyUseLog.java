package io.coffer.server.keyuse;

import io.coffer.server.audit.Link;
import io.coffer.storage.SideLog;
import io.coffer.storage.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one process. Records are chained as they come and become durable in batches. A batch that somebody is going
 * to wait for travels with the next change of the store, where the engine has a {@link SideLog}, since the change is what
 * it is about; one thread brings it into the file later. All others are written to the file, and forced, by that thread: at
 * once when somebody waits for one, and otherwise after a moment. A batch that cannot be written takes all its records
 * with it; the chain then goes on behind the last durable one.
 */
public final class KeyUseLog implements KeyUseRecorder, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyUseLog.class);
    private static final long MOST_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long RETRY_MILLIS = 1000;
    private static final int MOST_OF_BATCH = 4 << 20;

    /**
     * So long a batch of several writers waits for those that are at their bodies still. Each force costs the processor as
     * much as encrypting a small object, and a lone writer's is under way while its body comes.
     */
    private static final long MOST_GATHER_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

    /** One record of a batch. */
    private final class Recorded implements Receipt {
        private final KeyUseBatch mine;
        private boolean counted;

        Recorded(KeyUseBatch mine) {
            this.mine = mine;
        }

        @Override
        public void await() {
            if (!mine.isOver()) {
                ask();
            }
            try {
                mine.await();
            } catch (CompletionException failed) {
                throw unavailable(String.valueOf(
                        failed.getCause() == null ? failed : failed.getCause().getMessage()));
            }
        }

        private void ask() {
            lock.lock();
            try {
                if (!counted) {
                    counted = true;
                    // no change took it along
                    boolean left = travels && mine == batch && mine.makeDue();
                    if (left || (mine.countAwaiting() && !travels)) {
                        changed.signal();
                    }
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** What the engine asks for with each change. */
    private final class Passenger implements SideLog.Source {
        private final LinesInSideLog lines;
        private byte[] bytes = NOTHING;

        Passenger(LinesInSideLog lines) {
            this.lines = lines;
        }

        @Override
        public byte[] take() {
            lock.lock();
            try {
                // what is behind a batch that is being written to the file must not be durable before it
                if (writing || closed || !batch.isAwaited()) {
                    return NOTHING;
                }
                KeyUseBatch taken = next();
                travelling = taken;
                bytes = taken.lines();
                return bytes;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void kept(long number) {
            KeyUseBatch taken;
            lock.lock();
            try {
                taken = Objects.requireNonNull(travelling);
                durable = taken.end();
                lines.add(new LinesInSideLog.Piece(taken.first(), bytes, number));
                arrive();
            } finally {
                lock.unlock();
            }
            taken.succeed();
        }

        @Override
        public void lost(StorageException reason) {
            lock.lock();
            try {
                KeyUseBatch taken = Objects.requireNonNull(travelling);
                arrive();
                fail(taken, reason);
            } finally {
                lock.unlock();
            }
        }

        private void arrive() {
            travelling = null;
            bytes = NOTHING;
            arrived.signal();
        }
    }

    private static final byte[] NOTHING = {};

    private final KeyLogFile file;
    private final InstantSource clock;
    private final Optional<LinesInSideLog> sideLines;
    private final boolean travels;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition arrived = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Thread writer =
            Thread.ofPlatform().name("coffer-key-log").daemon().unstarted(this::write);
    private KeyUseBatch batch;
    /** what the engine is writing with a change */
    private @Nullable KeyUseBatch travelling;
    /** whether a batch is being written to the file */
    private boolean writing;

    private Link last;
    private Link durable;
    private long lost;
    private @Nullable String failure;
    private long retryAt;
    private boolean closed;

    private KeyUseLog(KeyLogFile file, Optional<SideLog> sideLog, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        this.sideLines = sideLog.map(log -> new LinesInSideLog(log, file));
        this.travels = sideLog.isPresent();
        this.last = file.start();
        this.durable = last;
        this.batch = new KeyUseBatch(last);
    }

    /**
     * Begins a chain behind the ones that are there.
     *
     * @param sideLog of the store that the records are about
     * @throws StorageException when the directory cannot be written
     */
    public static KeyUseLog open(
            Path directory, KeyLogLimits limits, String storeId, Optional<SideLog> sideLog, InstantSource clock) {
        List<SideLog.Piece> pieces = sideLog.map(SideLog::pieces).orElse(List.of());
        KeyUseLog log =
                new KeyUseLog(KeyLogFile.open(directory, limits, storeId, pieces, clock.instant()), sideLog, clock);
        sideLog.ifPresent(engine -> log.travelWith(engine, pieces));
        log.writer.start();
        return log;
    }

    private void travelWith(SideLog engine, List<SideLog.Piece> old) {
        if (!old.isEmpty()) {
            engine.trim(old.getLast().number());
        }
        sideLines.map(Passenger::new).ifPresent(engine::attach);
    }

    /**
     * Brings what only the engine's side log has into the files of a log that no process writes to.
     *
     * @throws IOException when they cannot be written
     */
    public static void complete(Path directory, List<SideLog.Piece> pieces) throws IOException {
        Link unused = LogTail.completed(directory, pieces);
    }

    @Override
    public Receipt record(KeyUse use) {
        lock.lock();
        try {
            requireWritable();
            while (batch.size() > MOST_OF_BATCH && failure == null) {
                room.awaitUninterruptibly();
            }
            requireWritable();
            append(use);
            return new Recorded(batch);
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
            return batch.size() < MOST_OF_BATCH / 2;
        } finally {
            lock.unlock();
        }
    }

    private void append(KeyUse use) {
        long number = last.number() + 1;
        byte[] line =
                KeyUseLine.of(number, last.hash(), clock.instant(), use, lost).getBytes(StandardCharsets.UTF_8);
        last = new Link(number, KeyUseLine.hash(line));
        boolean awaited = isAwaited(use.operation());
        boolean first = batch.isEmpty();
        batch.add(last, line, lost, awaited);
        lost = 0;
        // what travels needs no waking: the change takes it along
        boolean due = (awaited && !travels) || batch.size() > KeyUseBatch.MUCH;
        if ((due && batch.makeDue()) || (first && !travels)) {
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
        boolean more = true;
        while (more) {
            KeyUseBatch taken = take();
            if (taken.isEmpty()) {
                more = !isOver();
                tidy();
            } else {
                write(taken);
            }
        }
        try {
            if (sideLines.isPresent()) {
                sideLines.get().settle();
            }
        } catch (IOException unwritable) {
            LOG.warn("the end of the key-use log is in the store alone; the next start brings it over", unwritable);
        }
    }

    private boolean isOver() {
        lock.lock();
        try {
            return closed && travelling == null && batch.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** The next batch for the file; an empty one when there is none that is due. */
    private KeyUseBatch take() {
        lock.lock();
        try {
            if (travels) {
                awaitTravelling();
            } else {
                awaitDue();
            }
        } catch (InterruptedException interrupted) {
            // closing is told by the flag alone
            LOG.debug("the writer of the key-use log was interrupted");
        } finally {
            lock.unlock();
        }
        lock.lock();
        try {
            boolean waits = travels && !closed && !batch.isDue() && !batch.isOlderThan(MOST_DELAY_NANOS);
            if (waits || travelling != null) {
                return new KeyUseBatch(durable);
            }
            writing = !batch.isEmpty();
            return next();
        } finally {
            lock.unlock();
        }
    }

    /** Until a batch is due that did not travel, but not long: what travelled is to be brought into the file. */
    private void awaitTravelling() throws InterruptedException {
        long nanos = MOST_DELAY_NANOS;
        while (!batch.isDue() && !closed && nanos > 0) {
            nanos = changed.awaitNanos(nanos);
        }
        while (travelling != null) {
            arrived.awaitUninterruptibly();
        }
    }

    private void awaitDue() throws InterruptedException {
        while (batch.isEmpty() && !closed) {
            changed.awaitUninterruptibly();
        }
        long nanos = MOST_DELAY_NANOS;
        while (!batch.isDue() && !closed && nanos > 0) {
            nanos = changed.awaitNanos(nanos);
        }
        nanos = MOST_GATHER_NANOS;
        while (batch.gathers() && !closed && nanos > 0) {
            nanos = changed.awaitNanos(nanos);
        }
    }

    /** Ends the batch and begins another one. The lock is held. */
    private KeyUseBatch next() {
        KeyUseBatch taken = batch;
        batch = new KeyUseBatch(taken.end());
        room.signalAll();
        return taken;
    }

    private void write(KeyUseBatch taken) {
        try {
            boolean unused = move();
            file.append(taken.first(), taken.lines());
            sideLines.ifPresent(LinesInSideLog::settled);
            lock.lock();
            try {
                durable = taken.end();
                failure = null;
                writing = false;
            } finally {
                lock.unlock();
            }
            taken.succeed();
            file.removeOld(clock.instant());
        } catch (IOException | RuntimeException unwritable) {
            sideLines.ifPresent(LinesInSideLog::takeBack);
            lock.lock();
            try {
                writing = false;
                fail(taken, unwritable);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Brings what travelled into the file. */
    private void tidy() {
        try {
            if (move()) {
                recovered();
            }
            file.removeOld(clock.instant());
        } catch (IOException unwritable) {
            refuse(unwritable);
        }
    }

    private boolean move() throws IOException {
        return sideLines.isPresent() && sideLines.get().move();
    }

    private void recovered() {
        lock.lock();
        try {
            failure = null;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is lost, but no key is used while the file cannot follow. */
    private void refuse(Exception unwritable) {
        lock.lock();
        try {
            if (failure == null) {
                LOG.error("the key-use log cannot be written; keys are refused until it can", unwritable);
            }
            failure = String.valueOf(unwritable.getMessage());
            retryAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
        } finally {
            lock.unlock();
        }
    }

    /** What was chained behind the failed records goes with them. The lock is held. */
    private void fail(KeyUseBatch taken, Exception unwritable) {
        refuse(unwritable);
        last = durable;
        KeyUseBatch behind = batch;
        batch = new KeyUseBatch(durable);
        lost += taken.untold() + behind.untold();
        room.signalAll();
        taken.fail(unwritable);
        behind.fail(unwritable);
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
