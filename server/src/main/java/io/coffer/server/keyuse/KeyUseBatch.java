package io.coffer.server.keyuse;

import io.coffer.server.audit.Link;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Records that become durable together. Guarded by the lock of the log, but for {@link #written}. */
final class KeyUseBatch {
    /** So much is written without waiting for more: readers are never held up by a batch that is full. */
    static final int MUCH = 512 * 1024;

    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final CompletableFuture<Void> written = new CompletableFuture<>();
    private final Link before;
    private Link end;
    private long records;
    private long lost;
    private long begun;
    private boolean due;
    /** records that somebody is going to wait for, and how many of those do by now */
    private int toAwait;

    private int awaited;

    /** @param before the last record of the batch before */
    KeyUseBatch(Link before) {
        this.before = before;
        this.end = before;
    }

    /**
     * @param line without its end
     * @param lostBefore uses that the line tells to be lost
     */
    void add(Link link, byte[] line, long lostBefore, boolean isAwaited) {
        if (records++ == 0) {
            begun = System.nanoTime();
        }
        end = link;
        lost += lostBefore;
        lines.writeBytes(line);
        lines.write('\n');
        if (isAwaited) {
            toAwait++;
        }
    }

    boolean isEmpty() {
        return records == 0;
    }

    int size() {
        return lines.size();
    }

    byte[] lines() {
        return lines.toByteArray();
    }

    /** The number of its first record. */
    long first() {
        return before.number() + 1;
    }

    /** The last record of it. */
    Link end() {
        return end;
    }

    /** Uses that are not told when it cannot be written: its own, and those that it tells to be lost. */
    long untold() {
        return lost + records;
    }

    boolean isDue() {
        return due;
    }

    /** @return whether it was not due before */
    boolean makeDue() {
        boolean changed = !due;
        due = true;
        return changed;
    }

    boolean isOlderThan(long nanos) {
        return !isEmpty() && System.nanoTime() - begun >= nanos;
    }

    boolean isAwaited() {
        return toAwait > 0;
    }

    /** Whether others are going to wait for it soon, so that it should wait for their records. */
    boolean gathers() {
        return toAwait > 1 && awaited < toAwait && size() <= MUCH;
    }

    /** @return whether nobody is missing any more */
    boolean countAwaiting() {
        return ++awaited == toAwait;
    }

    void succeed() {
        written.complete(null);
    }

    void fail(Exception reason) {
        written.completeExceptionally(reason);
    }

    boolean isOver() {
        return written.isDone();
    }

    /** @throws CompletionException with the reason when it could not be written */
    void await() {
        written.join();
    }
}
