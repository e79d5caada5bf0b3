package io.coffer.server.posture;

import io.coffer.model.AccountId;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.lease.Tenure;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.BlobId;
import io.coffer.storage.StorageException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs that put what is stored under another key, key version or cipher: one after the other, each until its end. Where
 * several servers share the store, each takes orders and cancellations, and the one that keeps house does the work.
 */
public final class Rewraps implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rewraps.class);
    private static final long CLOSE_SECONDS = 30;

    /** Between two looks for orders that came elsewhere, and after something went wrong. */
    private static final long LOOK_SECONDS = 2;

    private final RewrapStore store;
    private final RewrapWork work;
    private final Tenure tenure;
    private final Clock clock;
    private final Semaphore orders = new Semaphore(0);
    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("rewrap").daemon().factory());
    private volatile Optional<RunningRewrap> running = Optional.empty();
    private volatile boolean stopping;

    public Rewraps(ControlRecords records, RewrapWork work, Tenure tenure, Clock clock) {
        this.store = new RewrapStore(records);
        this.work = work;
        this.tenure = tenure;
        this.clock = clock;
    }

    /** Goes on with the jobs that the process before this one, or another server, had not finished. */
    public void start() {
        executor.execute(this::serve);
    }

    /**
     * Orders a job.
     *
     * @param keyId the key to put everything under; absent for the bucket's rule
     * @return empty while another job of the bucket is not over
     * @throws io.coffer.encryption.KeyManagementException when the bucket's owner does not have the key
     */
    public synchronized Optional<RewrapJob> start(BucketSnapshot bucket, Optional<String> keyId, boolean dryRun) {
        RewrapGoal goal = work.goal(bucket, keyId);
        store.trim(bucket.record().id());
        RewrapJob job = new RewrapJob(
                BlobId.random().hex(),
                bucket.record().name(),
                bucket.record().id(),
                bucket.record().owner(),
                keyId,
                dryRun,
                RewrapJob.State.RUNNING,
                now(),
                Optional.empty(),
                work.remaining(bucket, goal).counts(),
                RewrapJob.Counts.NONE,
                Optional.empty(),
                Optional.empty());
        if (!store.order(job)) {
            return Optional.empty();
        }
        orders.release();
        return Optional.of(job);
    }

    /** Works orders off while this server keeps house, until it stops. */
    private void serve() {
        long adoptedIn = -1;
        while (!stopping) {
            boolean worked = false;
            try {
                if (tenure.isHeld()) {
                    if (adoptedIn != tenure.term()) {
                        store.adopt();
                        adoptedIn = tenure.term();
                    }
                    Optional<RewrapStore.Kept> next = store.next();
                    worked = next.map(this::run).orElse(false);
                }
                if (!worked) {
                    await();
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException failure) {
                if (!stopping) {
                    LOG.warn("the jobs that put things under other keys cannot go on now", failure);
                    pause();
                }
            }
        }
    }

    private void await() throws InterruptedException {
        if (tenure.isAlone()) {
            orders.acquire();
        } else {
            // no matter whether one came here meanwhile
            boolean unused = orders.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS);
        }
        orders.drainPermits();
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(LOOK_SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether it came to its end */
    private boolean run(RewrapStore.Kept next) {
        RunningRewrap one = new RunningRewrap(store, next, tenure, () -> stopping);
        running = Optional.of(one);
        try {
            if (one.goesOn()) {
                new RewrapRun(work, one, this::now).run();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            fail(one, failure);
        } finally {
            running = Optional.empty();
        }
        return one.job().state().isOver();
    }

    private void fail(RunningRewrap one, RuntimeException failure) {
        if (stopping || isForAnotherTime(failure)) {
            LOG.info("the rewrap {} waits: {}", one.job().id(), failure.toString());
            return;
        }
        LOG.error("the rewrap {} of bucket {} failed", one.job().id(), one.job().bucket(), failure);
        RewrapJob.Result result = new RewrapJob.Result(
                one.job().planned().entries(),
                0,
                0,
                Map.of(Hindrance.of(failure), one.job().planned().entries()));
        one.save(one.job().ended(RewrapJob.State.FAILED, now(), Optional.of(result)));
    }

    /** A store across a network comes back, a disk that failed does not. */
    private boolean isForAnotherTime(RuntimeException failure) {
        return !tenure.isAlone()
                && failure instanceof StorageException storage
                && (storage.kind() == StorageException.Kind.UNAVAILABLE
                        || storage.kind() == StorageException.Kind.UNKNOWN_OUTCOME);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    public Optional<RewrapJob> find(String id) {
        return store.find(id).map(RewrapStore.Kept::job);
    }

    /** The account's jobs, the newest first. */
    public List<RewrapJob> of(AccountId owner) {
        return store.all().reversed().stream()
                .filter(job -> job.owner().equals(owner.value()))
                .toList();
    }

    /** Ends a job where it is, at whichever server; what it did stays. Has no effect on one that is over. */
    public RewrapJob cancel(RewrapJob job) {
        Optional<RewrapStore.Kept> kept = store.find(job.id());
        while (kept.isPresent() && !kept.get().job().state().isOver()) {
            RewrapJob ended = kept.get().job().ended(RewrapJob.State.CANCELLED, now(), Optional.empty());
            Optional<RewrapStore.Kept> replaced = store.replace(kept.get(), ended);
            kept = replaced.isPresent() ? replaced : store.find(job.id());
        }
        running.filter(one -> one.job().id().equals(job.id())).ifPresent(RunningRewrap::look);
        return kept.map(RewrapStore.Kept::job).orElse(job);
    }

    /** Stops where it is; the next start, or another server, goes on. */
    @Override
    public void close() {
        stopping = true;
        orders.release();
        executor.shutdown();
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a rewrap did not stop within {} s; it goes on at the next start", CLOSE_SECONDS);
                executor.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
