package io.coffer.server.posture;

import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.lease.TenureEndedException;
import io.coffer.server.metadata.LedgerClass;
import io.coffer.server.object.ProtectionGoal;
import io.coffer.server.object.Reprotection;
import io.coffer.storage.DerivedRows;
import io.coffer.storage.Name;
import io.coffer.storage.Reclamation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job from where it is to its end. The ledger is its list of things to do: what is done leaves the list, so it may
 * stop anywhere and go on later. It goes through the list again as long as that helps, since writes that began before
 * the rule was changed may end behind it.
 */
final class RewrapRun {
    private static final Logger LOG = LoggerFactory.getLogger(RewrapRun.class);
    private static final int PAGE = 500;
    private static final int MOST_PASSES = 10;
    private static final int MOST_RECLAIMS = 5;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration PATIENCE_WITH_READERS = Duration.ofSeconds(60);

    /** Where a job is kept while it runs. */
    interface Place {
        RewrapJob job();

        void save(RewrapJob job);

        /** Whether the job was neither cancelled nor the server stopped. */
        boolean goesOn();

        /** Whether nobody else may have worked on it since this run began. */
        boolean isMine();
    }

    private final RewrapWork work;
    private final Place place;
    private final Supplier<Instant> now;
    private final RewrapTally tally;
    private Map<Hindrance, Long> hindrances = Map.of();

    RewrapRun(RewrapWork work, Place place, Supplier<Instant> now) {
        this.work = work;
        this.place = place;
        this.now = now;
        this.tally = new RewrapTally(place.job().done());
    }

    void run() throws InterruptedException {
        if (!place.job().dryRun() && place.job().state() == RewrapJob.State.RUNNING) {
            passes();
        }
        if (!place.goesOn()) {
            return;
        }
        Optional<BucketSnapshot> bucket = work.bucket(place.job());
        if (bucket.isEmpty()) {
            place.save(place.job().ended(RewrapJob.State.CANCELLED, now.get(), Optional.empty()));
        } else if (place.job().dryRun()) {
            end(work.remaining(bucket.get(), work.goal(bucket.get(), place.job().keyId())), physicalBytes());
        } else {
            reclaim(bucket.get());
        }
    }

    private void passes() throws InterruptedException {
        boolean helps = true;
        for (int pass = 0; helps && pass < MOST_PASSES && place.goesOn(); pass++) {
            Optional<BucketSnapshot> bucket = work.bucket(place.job());
            if (bucket.isEmpty()) {
                return;
            }
            long before = tally.counts().entries();
            RewrapGoal goal = work.goal(bucket.get(), place.job().keyId());
            pass(bucket.get(), goal);
            if (place.goesOn()) {
                if (work.isAlone()) {
                    attempt(() -> work.reprotection().matchParts(bucket.get()));
                }
                attributeKeys(bucket.get(), goal);
                hindrances = tally.takeHindrances();
            }
            helps = tally.counts().entries() > before
                    && work.remaining(bucket.get(), goal).entries() > 0;
        }
    }

    private void pass(BucketSnapshot bucket, RewrapGoal goal) throws InterruptedException {
        Name after = new Name(HexFormat.of().parseHex(place.job().cursor().orElse("")));
        try (ExecutorService workers = Executors.newFixedThreadPool(
                work.workers(), Thread.ofPlatform().name("rewrap-", 0).daemon().factory())) {
            for (LedgerClass of : Ledger.behind(work.toDo(bucket, goal), after)) {
                boolean more = true;
                while (more && place.goesOn()) {
                    DerivedRows.Rows page = work.ledger().rows(of, after, PAGE);
                    perform(workers, bucket, goal, of, page.rows());
                    more = page.truncated();
                    if (!page.rows().isEmpty()) {
                        after = page.rows().getLast();
                    }
                    if (place.goesOn()) {
                        save(Optional.of(HexFormat.of().formatHex(after.bytes())));
                    }
                }
            }
        }
        if (place.goesOn()) {
            save(Optional.empty());
        }
    }

    private void save(Optional<String> cursor) {
        place.save(place.job().at(RewrapJob.State.RUNNING, tally.counts(), cursor));
    }

    private void perform(
            ExecutorService workers, BucketSnapshot bucket, RewrapGoal goal, LedgerClass of, List<Name> rows)
            throws InterruptedException {
        List<Future<?>> begun = new ArrayList<>();
        for (Name row : rows) {
            begun.add(workers.submit(() -> {
                if (place.goesOn()) {
                    work.throttle().entry();
                    one(bucket, goal, of.entry(row));
                }
                return row;
            }));
        }
        for (Future<?> task : begun) {
            try {
                task.get();
            } catch (ExecutionException failed) {
                LOG.warn("a job failed at one thing and goes on", failed.getCause());
                tally.add(Hindrance.FAILED);
            }
        }
    }

    private void one(BucketSnapshot bucket, RewrapGoal goal, Name entry) throws InterruptedException {
        try {
            Reprotection.Result result = work.reprotection().apply(bucket, entry, whileMine(goal));
            tally.add(result);
            work.throttle().bytes(result.bytes());
        } catch (TenureEndedException ended) {
            LOG.debug("another server goes on", ended);
        } catch (RuntimeException failure) {
            hinder(failure);
        }
    }

    /**
     * The extents that a long rewriting has made are nobody's until it ends, and a server that keeps house after this one may
     * have freed them by then.
     */
    private ProtectionGoal whileMine(RewrapGoal goal) {
        return new ProtectionGoal() {
            @Override
            public Optional<Wanted> of(Optional<LedgerClass.Protection> now) {
                return goal.of(now);
            }

            @Override
            public void requireWanted() {
                if (!place.isMine()) {
                    throw new TenureEndedException();
                }
            }
        };
    }

    private void hinder(RuntimeException failure) {
        Hindrance hindrance = Hindrance.of(failure);
        tally.add(hindrance);
        if (hindrance == Hindrance.FAILED) {
            LOG.warn("something could not be put under another key", failure);
        } else {
            LOG.debug("something could not be put under another key: {}", failure.toString());
        }
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException failure) {
            hinder(failure);
        }
    }

    private void attributeKeys(BucketSnapshot bucket, RewrapGoal goal) {
        work.attributeKeys(bucket, goal)
                .forEach((own, wanted) -> attempt(() -> {
                    if (work.reprotection().rewrapAttributeKey(bucket, own, wanted)) {
                        tally.addAttributeKey();
                    }
                }));
    }

    /** Removes from the disk what was replaced, unless nothing but wrapped keys was. */
    private void reclaim(BucketSnapshot bucket) throws InterruptedException {
        RewrapJob job = place.job();
        boolean onlyKeys = job.planned().entries() > 0
                && !job.planned().movesBodies()
                && !tally.counts().movesBodies();
        place.save(job.at(RewrapJob.State.RECLAIMING, tally.counts(), Optional.empty()));
        long read = 0;
        if (!onlyKeys) {
            read = sweep(bucket);
            Optional<Reclamation> reclamation = work.engine().reclamation();
            for (int round = 0; reclamation.isPresent() && round < MOST_RECLAIMS && physicalBytes() > 0; round++) {
                if (round > 0) {
                    Thread.sleep(BETWEEN_LOOKS);
                }
                if (!place.goesOn()) {
                    return;
                }
                reclamation.get().reclaim();
            }
        }
        RewrapGoal goal = work.goal(bucket, job.keyId());
        end(work.remaining(bucket, goal), read + (onlyKeys ? 0 : physicalBytes()));
    }

    /** Waits a while for readers of extents that were replaced, where it can know of them; what they have open cannot go. */
    private long sweep(BucketSnapshot bucket) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_WITH_READERS.toNanos();
        long read = work.orphans().sweepUnread(bucket);
        while (read > 0 && work.isAlone() && place.goesOn() && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_LOOKS);
            read = work.orphans().sweepUnread(bucket);
        }
        return read;
    }

    private long physicalBytes() {
        return work.engine().reclamation().map(Reclamation::residue).orElse(0L);
    }

    private void end(RewrapWork.Remaining remaining, long physicalBytes) {
        Map<Hindrance, Long> reasons = new EnumMap<>(Hindrance.class);
        if (remaining.unreadable() > 0) {
            reasons.put(Hindrance.DAMAGED, remaining.unreadable());
        }
        if (remaining.uploads() > 0) {
            reasons.put(Hindrance.UPLOAD_UNDER_WAY, remaining.uploads());
        }
        hindrances.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
        long explained = reasons.values().stream().mapToLong(Long::longValue).sum();
        if (!place.job().dryRun() && remaining.entries() > explained) {
            reasons.merge(Hindrance.WRITTEN_MEANWHILE, remaining.entries() - explained, Long::sum);
        }
        place.save(place.job()
                .ended(
                        RewrapJob.State.FINISHED,
                        now.get(),
                        Optional.of(new RewrapJob.Result(
                                remaining.entries(),
                                physicalBytes,
                                remaining.sequence(),
                                remaining.entries() == 0 ? Map.of() : reasons))));
    }
}
