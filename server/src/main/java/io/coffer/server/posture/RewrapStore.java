package io.coffer.server.posture;

import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.Condition;
import io.coffer.storage.StorageException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Keeps jobs, so that one goes on after the process ended in its middle, and orders, of which a bucket has one at most:
 * they are the queue, and go when their job is over. Servers that share a store meet here alone.
 */
final class RewrapStore {
    private static final String PREFIX = "rewrap/";
    private static final String ORDERS = "rewrap-order/";
    private static final int KEPT_PER_BUCKET = 20;

    private final ControlRecords records;

    RewrapStore(ControlRecords records) {
        this.records = records;
    }

    /** @param job as it was ordered; its own record has how far it is */
    private record Order(RewrapJob job) {}

    /** A job as it was read, to be replaced on the condition that it is unchanged. */
    record Kept(RewrapJob job, long generation) {}

    /**
     * Orders a job, unless one of its bucket is not over.
     *
     * @return whether it is ordered
     */
    boolean order(RewrapJob job) {
        String name = ORDERS + job.bucketId();
        Optional<ControlRecords.Stored<Order>> before = records.get(name, Order.class);
        if (before.isPresent()
                && !settled(before.get().value().job()).job().state().isOver()) {
            return false;
        }
        Condition unchanged =
                before.map(order -> Condition.generation(order.generation())).orElse(Condition.ABSENT);
        if (!isDone(() -> records.put(name, new Order(job), unchanged))) {
            return false;
        }
        settled(job);
        return true;
    }

    /**
     * The record of a job that was ordered, made by whoever comes first: the server that took the order may have died before
     * it did.
     */
    private Kept settled(RewrapJob ordered) {
        Optional<Kept> kept = find(ordered.id());
        if (kept.isEmpty()) {
            // false when another server made it meanwhile
            boolean unused = isDone(() -> records.put(PREFIX + ordered.id(), ordered, Condition.ABSENT));
            kept = find(ordered.id());
        }
        return kept.orElseThrow();
    }

    /** Puts jobs that are not over and have no order, of a version that knew none, into the queue. */
    void adopt() {
        for (RewrapJob job : all()) {
            if (!job.state().isOver()) {
                boolean unused = isDone(() -> records.put(ORDERS + job.bucketId(), new Order(job), Condition.ABSENT));
            }
        }
    }

    /** The oldest job that is not over; orders of those that are over go. */
    Optional<Kept> next() {
        Optional<Kept> oldest = Optional.empty();
        for (ControlRecords.Stored<Order> order : records.list(ORDERS, Order.class)) {
            Kept kept = settled(order.value().job());
            if (kept.job().state().isOver()) {
                boolean unused = isDone(() -> records.delete(order.name(), Condition.generation(order.generation())));
            } else if (oldest.isEmpty()
                    || OLDEST_FIRST.compare(kept.job(), oldest.get().job()) < 0) {
                oldest = Optional.of(kept);
            }
        }
        return oldest;
    }

    /** @return how it is kept then; empty when somebody else changed it first */
    Optional<Kept> replace(Kept before, RewrapJob changed) {
        try {
            return Optional.of(new Kept(
                    changed, records.put(PREFIX + changed.id(), changed, Condition.generation(before.generation()))));
        } catch (StorageException failure) {
            requireConflict(failure);
            return Optional.empty();
        }
    }

    Optional<Kept> find(String id) {
        return records.get(PREFIX + id, RewrapJob.class).map(stored -> new Kept(stored.value(), stored.generation()));
    }

    private static final Comparator<RewrapJob> OLDEST_FIRST =
            Comparator.comparing(RewrapJob::started).thenComparing(RewrapJob::id);

    /** The oldest first. */
    List<RewrapJob> all() {
        return records.list(PREFIX, RewrapJob.class).stream()
                .map(ControlRecords.Stored::value)
                .sorted(OLDEST_FIRST)
                .toList();
    }

    /** Forgets the oldest jobs of a bucket that are over. */
    void trim(String bucketId) {
        List<RewrapJob> over = all().stream()
                .filter(job -> job.bucketId().equals(bucketId) && job.state().isOver())
                .toList();
        over.subList(0, Math.max(0, over.size() - KEPT_PER_BUCKET))
                .forEach(job -> records.delete(PREFIX + job.id(), Condition.ANY));
    }

    /** @return false when somebody else was first */
    private static boolean isDone(Runnable change) {
        try {
            change.run();
            return true;
        } catch (StorageException failure) {
            requireConflict(failure);
            return false;
        }
    }

    private static void requireConflict(StorageException failure) {
        if (failure.kind() != StorageException.Kind.CONFLICT) {
            throw failure;
        }
    }
}
