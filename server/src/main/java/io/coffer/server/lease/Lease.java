package io.coffer.server.lease;

import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.BlobId;
import io.coffer.storage.Condition;
import io.coffer.storage.StorageException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One record of the store, changed by compare-and-set, by which one of several servers is the holder.
 *
 * <p>No clock is compared with another machine's. The holder trusts the lease for its duration, less a margin, from the
 * beginning of its last renewal. Another one takes it when it has seen the same generation of the record for the whole
 * duration, counted from the end of the call that showed it first. The renewal began before that call ended, so by then
 * the holder has stopped.
 */
public final class Lease implements Tenure {
    private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

    /** The share of the duration that a holder does without: clocks that run apart by less do no harm. */
    private static final int MARGIN = 10;

    private final ControlRecords records;
    private final String name;
    private final Duration duration;
    private final LongSupplier nanos;
    private final String self = BlobId.random().hex();

    /** What was written last, while it is believed to be there still. */
    private Optional<Written> written = Optional.empty();

    /** Somebody else's record, since when it was seen unchanged. */
    private Optional<Seen> seen = Optional.empty();

    private volatile Trust trust = new Trust(0, Optional.empty());

    private record Written(long generation, long beat) {}

    private record Seen(long generation, long since) {}

    /** @param until by the monotonic clock; empty when the lease is not held */
    private record Trust(long term, Optional<Long> until) {}

    /**
     * @param name of the record
     * @param nanos a clock that only goes forward, such as {@link System#nanoTime}
     */
    public Lease(ControlRecords records, String name, Duration duration, LongSupplier nanos) {
        this.records = records;
        this.name = name;
        this.duration = duration;
        this.nanos = nanos;
    }

    @Override
    public boolean isHeld() {
        return trust.until().filter(until -> nanos.getAsLong() - until < 0).isPresent();
    }

    @Override
    public long term() {
        return trust.term();
    }

    /**
     * Renews the lease or looks whether it can be had. Called several times within its duration.
     *
     * @throws StorageException when the store does not answer; a lease that is held stays so for its time
     */
    public synchronized void attend() {
        if (trust.until().isPresent() && !isHeld()) {
            LOG.warn("the lease {} could not be renewed in time; chores wait", name);
            trust = new Trust(trust.term(), Optional.empty());
        }
        try {
            if (written.isPresent()) {
                write(
                        written.get().beat() + 1,
                        Condition.generation(written.get().generation()));
            } else {
                look();
            }
        } catch (StorageException failure) {
            if (failure.kind() != StorageException.Kind.CONFLICT) {
                throw failure;
            }
            lose();
        }
    }

    /** Somebody wrote the record: another server, or this one by a call whose answer was lost. The next look will tell. */
    private void lose() {
        if (trust.until().isPresent()) {
            LOG.warn("another server has taken the lease {}", name);
        }
        written = Optional.empty();
        seen = Optional.empty();
        trust = new Trust(trust.term(), Optional.empty());
    }

    private void look() {
        Optional<ControlRecords.Stored<LeaseRecord>> found = records.get(name, LeaseRecord.class);
        long now = nanos.getAsLong();
        if (found.isEmpty()) {
            write(0, Condition.ABSENT);
            return;
        }
        LeaseRecord record = found.get().value();
        long generation = found.get().generation();
        boolean free = record.holder().equals(LeaseRecord.NOBODY)
                || record.holder().equals(self)
                || seen.filter(same -> same.generation() == generation && now - same.since() >= duration.toNanos())
                        .isPresent();
        if (free) {
            write(record.beat() + 1, Condition.generation(generation));
        } else if (seen.filter(same -> same.generation() == generation).isEmpty()) {
            seen = Optional.of(new Seen(generation, now));
        }
    }

    private void write(long beat, Condition condition) {
        long begun = nanos.getAsLong();
        long generation = records.put(name, new LeaseRecord(self, beat), condition);
        written = Optional.of(new Written(generation, beat));
        seen = Optional.empty();
        boolean held = isHeld();
        long until = begun + duration.toNanos() - duration.dividedBy(MARGIN).toNanos();
        trust = new Trust(held ? trust.term() : trust.term() + 1, Optional.of(until));
        if (!held) {
            LOG.info("this server holds the lease {}", name);
        }
    }

    /** Gives it back, so that another one need not wait; what goes on under it should have ended. */
    public synchronized void release() {
        Optional<Written> last = written;
        written = Optional.empty();
        trust = new Trust(trust.term(), Optional.empty());
        try {
            last.ifPresent(mine -> records.put(
                    name,
                    new LeaseRecord(LeaseRecord.NOBODY, mine.beat() + 1),
                    Condition.generation(mine.generation())));
        } catch (StorageException failure) {
            LOG.info("the lease {} could not be given back and runs out by itself: {}", name, failure.getMessage());
        }
    }
}
