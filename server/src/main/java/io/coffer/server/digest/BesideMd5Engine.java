package io.coffer.server.digest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Workers beside the threads that bring bodies. A body that begins alone is digested by the JDK. Others keep their state
 * open: while few are active each is digested for itself, and from {@link LaneCalibration#MESSAGES} on in lockstep. Then
 * nothing is digested before somebody waits for it or all lanes are full, so that the lanes fill.
 *
 * <p>Bodies take turns of one piece in the order in which they became ready.
 */
final class BesideMd5Engine implements Md5Engine {
    /** what is kept for the next bodies, 4 MiB */
    private static final int KEPT_BUFFERS = 64;

    private static final int KEEP_ALIVE_SECONDS = 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<BesideMd5> ready = new ArrayDeque<>();
    private final Deque<byte[]> buffers = new ArrayDeque<>();
    private final ExecutorService threads;
    private final LaneCalibration calibration;
    private final int mostWorkers;
    private Optional<Supplier<Lanes>> lanes = Optional.empty();
    private int laneCount;
    private boolean calibrated;
    private int active;
    private int waiting;
    private int workers;

    BesideMd5Engine(int mostWorkers, LaneCalibration calibration) {
        this.mostWorkers = mostWorkers;
        this.calibration = calibration;
        this.threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform().daemon().name("md5-", 0).factory());
    }

    @Override
    public BodyMd5 begin(long length) {
        if (length >= 0 && length <= BUFFER) {
            return new InPlaceMd5(length);
        }
        return holding(() -> {
            boolean alone = active == 0 || !calibration.isPossible();
            active++;
            if (active >= LaneCalibration.MESSAGES && calibration.isPossible() && !calibrated) {
                calibrated = true;
                threads.execute(this::calibrate);
            }
            Md5Work work = alone ? new Md5Work.Closed(InPlaceMd5.jdk()) : new Md5Work.Open(new Md5State());
            return new BesideMd5(this, work, lock.newCondition());
        });
    }

    private void calibrate() {
        calibration.run().ifPresent(this::use);
    }

    /** From now on. */
    void use(Supplier<Lanes> faster) {
        int count = faster.get().count();
        locked(() -> {
            calibrated = true;
            laneCount = count;
            lanes = Optional.of(faster);
        });
    }

    /** Whether nothing waits and nobody is active. */
    boolean isIdle() {
        return holding(() -> active == 0 && waiting == 0 && ready.isEmpty());
    }

    /** Whether everything that can be done was done. */
    boolean isAtRest() {
        return holding(() -> workers == 0);
    }

    <T> T holding(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    // all from here to work() with the lock held

    byte[] takeBuffer() {
        return buffers.isEmpty() ? new byte[BUFFER] : buffers.pop();
    }

    void giveBuffer(byte[] buffer) {
        if (buffers.size() < KEPT_BUFFERS) {
            buffers.push(buffer);
        }
    }

    void ready(BesideMd5 body) {
        ready.add(body);
        startWorker();
    }

    void gone(BesideMd5 body) {
        active--;
        ready.remove(body);
        startWorker();
    }

    void beginWaiting() {
        waiting++;
        startWorker();
    }

    void endWaiting() {
        waiting--;
    }

    private boolean inLanes() {
        return lanes.isPresent() && active >= LaneCalibration.MESSAGES;
    }

    private boolean isDue() {
        return !ready.isEmpty() && (!inLanes() || waiting > 0 || ready.size() >= laneCount);
    }

    /** One worker fills its lanes best; a second one is for when there is enough for both. */
    private int wantedWorkers() {
        return Math.min(mostWorkers, inLanes() ? Math.max(1, ready.size() / laneCount) : active);
    }

    private void startWorker() {
        if (isDue() && workers < wantedWorkers()) {
            threads.execute(this::work);
            workers++;
        }
    }

    private Optional<Md5Batch> take() {
        if (!isDue()) {
            workers--;
            return Optional.empty();
        }
        Md5Batch batch = new Md5Batch();
        BesideMd5 first = ready.remove();
        batch.bodies().add(first);
        if (inLanes() && first.work().open().isPresent()) {
            join(batch);
        }
        batch.bodies().forEach(BesideMd5::taken);
        return Optional.of(batch);
    }

    /** Adds others whose state is open, if they are enough to be worth it. */
    private void join(Md5Batch batch) {
        long open =
                ready.stream().filter(body -> body.work().open().isPresent()).count();
        if (open + 1 < LaneCalibration.MESSAGES) {
            return;
        }
        Iterator<BesideMd5> others = ready.iterator();
        while (others.hasNext() && batch.bodies().size() < laneCount) {
            BesideMd5 body = others.next();
            if (body.work().open().isPresent()) {
                others.remove();
                batch.bodies().add(body);
            }
        }
    }

    private void work() {
        Optional<Lanes> own = Optional.empty();
        Optional<Md5Batch> next = holding(this::take);
        while (next.isPresent()) {
            Md5Batch batch = next.get();
            if (batch.bodies().size() > 1 && own.isEmpty()) {
                own = holding(() -> lanes).map(Supplier::get);
            }
            batch.run(own);
            next = holding(() -> {
                batch.bodies().stream().filter(BesideMd5::returned).forEach(ready::add);
                return take();
            });
        }
    }

    /** Bodies under way cannot go on. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
