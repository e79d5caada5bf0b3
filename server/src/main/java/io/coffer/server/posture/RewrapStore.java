package io.coffer.server.posture;

import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.Condition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Keeps jobs, so that one goes on after the process ended in its middle. */
final class RewrapStore {
    private static final String PREFIX = "rewrap/";
    private static final int KEPT_PER_BUCKET = 20;

    private final ControlRecords records;

    RewrapStore(ControlRecords records) {
        this.records = records;
    }

    void put(RewrapJob job) {
        records.put(PREFIX + job.id(), job, Condition.ANY);
    }

    Optional<RewrapJob> find(String id) {
        return records.get(PREFIX + id, RewrapJob.class).map(ControlRecords.Stored::value);
    }

    /** The oldest first. */
    List<RewrapJob> all() {
        return records.list(PREFIX, RewrapJob.class).stream()
                .map(ControlRecords.Stored::value)
                .sorted(Comparator.comparing(RewrapJob::started).thenComparing(RewrapJob::id))
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
}
