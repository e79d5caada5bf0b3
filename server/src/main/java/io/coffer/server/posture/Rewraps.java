package io.coffer.server.posture;

import io.coffer.model.AccountId;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.BlobId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Jobs that put what is stored under another key, key version or cipher: one after the other, each until its end. */
public final class Rewraps implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rewraps.class);
    private static final long CLOSE_SECONDS = 30;

    private final RewrapStore store;
    private final RewrapWork work;
    private final Clock clock;
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("rewrap").daemon().factory());
    private volatile boolean stopping;

    public Rewraps(ControlRecords records, RewrapWork work, Clock clock) {
        this.store = new RewrapStore(records);
        this.work = work;
        this.clock = clock;
    }

    /** Goes on with the jobs that the process before this one had not finished. */
    public void start() {
        store.all().stream().filter(job -> !job.state().isOver()).forEach(this::begin);
    }

    /**
     * Orders a job.
     *
     * @param keyId the key to put everything under; absent for the bucket's rule
     * @return empty while another job of the bucket is not over
     * @throws io.coffer.encryption.KeyManagementException when the bucket's owner does not have the key
     */
    public synchronized Optional<RewrapJob> start(BucketSnapshot bucket, Optional<String> keyId, boolean dryRun) {
        if (running.values().stream()
                .anyMatch(other -> other.job().bucketId().equals(bucket.record().id()))) {
            return Optional.empty();
        }
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
        store.put(job);
        begin(job);
        return Optional.of(job);
    }

    private void begin(RewrapJob job) {
        Running one = new Running(job);
        running.put(job.id(), one);
        executor.execute(() -> run(one));
    }

    private void run(Running one) {
        try {
            if (one.goesOn()) {
                new RewrapRun(work, one, this::now).run();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            fail(one, failure);
        } finally {
            running.remove(one.job().id());
        }
    }

    private void fail(Running one, RuntimeException failure) {
        if (stopping) {
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

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    public Optional<RewrapJob> find(String id) {
        Optional<RewrapJob> current = Optional.ofNullable(running.get(id)).map(Running::job);
        return current.isPresent() ? current : store.find(id);
    }

    /** The account's jobs, the newest first. */
    public List<RewrapJob> of(AccountId owner) {
        return store.all().reversed().stream()
                .filter(job -> job.owner().equals(owner.value()))
                .map(job -> find(job.id()).orElse(job))
                .toList();
    }

    /** Ends a job where it is; what it did stays. Has no effect on one that is over. */
    public RewrapJob cancel(RewrapJob job) {
        Running one = running.get(job.id());
        if (one != null) {
            one.cancel();
        }
        return find(job.id()).orElse(job);
    }

    /** Stops where it is; the next start goes on. */
    @Override
    public void close() {
        stopping = true;
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

    /** A job that is not over, as far as it is. */
    private final class Running implements RewrapRun.Place {
        private RewrapJob job;

        Running(RewrapJob job) {
            this.job = job;
        }

        @Override
        public synchronized RewrapJob job() {
            return job;
        }

        /** What is over stays over. */
        @Override
        public synchronized void save(RewrapJob changed) {
            if (!job.state().isOver()) {
                store.put(changed);
                job = changed;
            }
        }

        synchronized void cancel() {
            save(job.ended(RewrapJob.State.CANCELLED, now(), Optional.empty()));
        }

        @Override
        public boolean goesOn() {
            return !stopping && !job().state().isOver();
        }
    }
}
