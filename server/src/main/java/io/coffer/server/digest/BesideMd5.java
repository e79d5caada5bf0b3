package io.coffer.server.digest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;

/** One body of a {@link BesideMd5Engine}, whose lock guards what is not said otherwise. */
final class BesideMd5 implements BodyMd5 {
    /** more would only be filled before the worker came to them */
    private static final int MOST_BUFFERS = 4;

    private final BesideMd5Engine engine;
    /** the worker's alone while it has this body */
    private final Md5Work work;

    private final Condition moved;
    private final Deque<Piece> queued = new ArrayDeque<>();
    private final Deque<byte[]> free = new ArrayDeque<>();
    private int buffers;
    /** the thread's that brings the body */
    private byte[] current = {};

    private boolean taken;
    private boolean closed;
    private Optional<Throwable> failure = Optional.empty();

    /** Bytes that wait for their turn. Its offset is the worker's alone while it has the body. */
    static final class Piece {
        final byte[] bytes;
        final int end;
        int offset;

        Piece(byte[] bytes, int end) {
            this.bytes = bytes;
            this.end = end;
        }
    }

    BesideMd5(BesideMd5Engine engine, Md5Work work, Condition moved) {
        this.engine = engine;
        this.work = work;
        this.moved = moved;
    }

    @Override
    public byte[] buffer() {
        current = engine.holding(() -> {
            if (free.isEmpty() && buffers < MOST_BUFFERS) {
                buffers++;
                return engine.takeBuffer();
            }
            await(() -> !free.isEmpty());
            return free.pop();
        });
        return current;
    }

    @Override
    public void update(int length) {
        Piece piece = new Piece(current, length);
        engine.locked(() -> {
            queued.add(piece);
            if (!taken && queued.size() == 1) {
                engine.ready(this);
            }
        });
    }

    @Override
    public byte[] digest() {
        engine.locked(() -> await(() -> queued.isEmpty()));
        return work.digest();
    }

    @Override
    public void close() {
        engine.locked(() -> {
            if (!closed) {
                closed = true;
                engine.gone(this);
                if (!taken) {
                    giveBuffersBack();
                }
            }
        });
    }

    private void await(BooleanSupplier reached) {
        if (!reached.getAsBoolean() && failure.isEmpty()) {
            engine.beginWaiting();
            while (!reached.getAsBoolean() && failure.isEmpty()) {
                moved.awaitUninterruptibly();
            }
            engine.endWaiting();
        }
        if (failure.isPresent()) {
            throw new IllegalStateException("the MD5 of a body failed", failure.get());
        }
    }

    Md5Work work() {
        return work;
    }

    Piece piece() {
        return queued.element();
    }

    void taken() {
        taken = true;
    }

    /** Called by the worker without the lock. */
    void fail(Throwable cause) {
        engine.locked(() -> failure = Optional.of(cause));
    }

    /** The worker is done with this body for now. Says whether there is more for it. */
    boolean returned() {
        taken = false;
        if (closed) {
            giveBuffersBack();
            return false;
        }
        Piece piece = queued.element();
        if (piece.offset == piece.end) {
            queued.remove();
            free.push(piece.bytes);
        }
        moved.signal();
        return !queued.isEmpty() && failure.isEmpty();
    }

    private void giveBuffersBack() {
        free.forEach(engine::giveBuffer);
        queued.forEach(piece -> engine.giveBuffer(piece.bytes));
        free.clear();
        queued.clear();
    }
}
