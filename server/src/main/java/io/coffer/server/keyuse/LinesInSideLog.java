package io.coffer.server.keyuse;

import io.coffer.storage.SideLog;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lines that are durable in the engine's side log, on their way into the file: written to it soon, and made durable there
 * seldom. All but {@link #add} is for the log's writer alone.
 */
final class LinesInSideLog {
    /** With one batch more it is less than what may be torn at the end of a file, see {@link LogTail}. */
    private static final int MOST_UNFORCED = 2 << 20;

    private static final long LONGEST_UNFORCED_NANOS = TimeUnit.SECONDS.toNanos(5);

    /**
     * @param first the number of the first line
     * @param number of the piece
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Piece(long first, byte[] lines, long number) {}

    private final SideLog sideLog;
    private final KeyLogFile file;
    private final Deque<Piece> arriving = new ArrayDeque<>();
    /** in the file, and not known to be durable there */
    private final List<Piece> unforced = new ArrayList<>();

    private long unforcedBytes;
    private long unforcedSince;

    LinesInSideLog(SideLog sideLog, KeyLogFile file) {
        this.sideLog = sideLog;
        this.file = file;
    }

    void add(Piece piece) {
        synchronized (arriving) {
            arriving.add(piece);
        }
    }

    /**
     * Brings everything into the file, in order; it becomes durable there when it is much, or has waited long.
     *
     * @return whether there was anything
     */
    boolean move() throws IOException {
        Piece next = next();
        boolean any = next != null;
        while (next != null) {
            if (isDue() || file.isFullFor(next.lines().length)) {
                settle();
            }
            try {
                file.add(next.first(), next.lines());
            } catch (IOException unwritable) {
                takeBack();
                throw unwritable;
            }
            moved();
            next = next();
        }
        if (isDue()) {
            settle();
        }
        return any;
    }

    private @Nullable Piece next() {
        synchronized (arriving) {
            return arriving.peek();
        }
    }

    private void moved() {
        synchronized (arriving) {
            Piece piece = arriving.remove();
            if (unforced.isEmpty()) {
                unforcedSince = System.nanoTime();
            }
            unforced.add(piece);
            unforcedBytes += piece.lines().length;
        }
    }

    private boolean isDue() {
        return unforcedBytes >= MOST_UNFORCED
                || (!unforced.isEmpty() && System.nanoTime() - unforcedSince >= LONGEST_UNFORCED_NANOS);
    }

    /** What was moved is durable in the file on return. */
    void settle() throws IOException {
        if (!unforced.isEmpty()) {
            try {
                file.force();
            } catch (IOException unforceable) {
                takeBack();
                throw unforceable;
            }
            settled();
        }
    }

    /** The file was forced. */
    void settled() {
        if (!unforced.isEmpty()) {
            sideLog.trim(unforced.getLast().number());
            unforced.clear();
            unforcedBytes = 0;
        }
    }

    /** The file does not count anything that was not durable in it. */
    void takeBack() {
        synchronized (arriving) {
            unforced.reversed().forEach(arriving::addFirst);
        }
        unforced.clear();
        unforcedBytes = 0;
    }
}
