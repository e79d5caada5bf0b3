package io.coffer.encryption.guard;

import io.coffer.encryption.DataKey;
import io.coffer.encryption.KeptKey;
import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.WrapContext;
import io.coffer.encryption.WrappedKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Keeps opened data keys for a short while, so that reading one object in ten pieces asks once. What is kept is bounded
 * in time, counted from when it was asked for and never prolonged, and in number; the oldest goes first. A secret is
 * wiped when it goes, at the latest a quarter of the time after it stopped being used. Whether the caller may use the
 * key was decided before: nothing here knows callers. A provider that knows the state of its keys without asking
 * ({@link KeyManagement#requireOpenable}) is heard each time.
 */
public final class CachedUnwraps implements KeyManagement, AutoCloseable {
    /** What happened since the start, and how many keys are kept now. */
    public record Counts(long hits, long misses, long dropped, int kept) {}

    private record Kept(KeptKey key, long since) {}

    /** Two places are one only when all is equal. A wrapped key is random enough for its hash to be that of both. */
    @SuppressWarnings("ArrayRecordComponent") // equality is by content
    private record Place(WrappedKey wrapped, byte[] context) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Place place
                    && wrapped.equals(place.wrapped)
                    && Arrays.equals(context, place.context);
        }

        @Override
        public int hashCode() {
            return wrapped.hashCode();
        }
    }

    private final KeyManagement next;
    private final long keepNanos;
    private final Duration sweepPause;
    private final int atMost;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    /** In the order of their answers. */
    private final SequencedMap<Place, Kept> keys = new LinkedHashMap<>();
    /** How often each key was forgotten: what was asked for before is not kept afterwards. */
    private final Map<String, Integer> forgotten = new HashMap<>();

    private Optional<Thread> sweeper = Optional.empty();
    private boolean closed;
    private long hits;
    private long misses;
    private long dropped;

    CachedUnwraps(KeyManagement next, Duration keep, int atMost, LongSupplier nanoTime) {
        this.next = next;
        this.keepNanos = keep.toNanos();
        this.sweepPause = keep.dividedBy(4).plusMillis(1);
        this.atMost = atMost;
        this.nanoTime = nanoTime;
    }

    /** Before a provider that needs no other guard, because its keys are in this process. */
    public static CachedUnwraps before(KeyManagement local, Duration keep, int atMost) {
        return new CachedUnwraps(local, keep, atMost, System::nanoTime);
    }

    @Override
    public DataKey generateDataKey(String keyId, WrapContext context) {
        return next.generateDataKey(keyId, context);
    }

    @Override
    public WrappedKey rewrap(WrappedKey wrapped, WrapContext context) {
        return next.rewrap(wrapped, context);
    }

    @Override
    public WrappedKey wrap(DataKey dataKey, String keyId, WrapContext context) {
        return next.wrap(dataKey, keyId, context);
    }

    @Override
    public boolean unwrapsAtOnce() {
        return next.unwrapsAtOnce();
    }

    @Override
    public void requireOpenable(WrappedKey wrapped) {
        next.requireOpenable(wrapped);
    }

    @Override
    public DataKey unwrap(WrappedKey wrapped, WrapContext context) {
        next.requireOpenable(wrapped);
        Place place = new Place(wrapped, context.canonicalBytes());
        int epoch;
        lock.lock();
        try {
            Kept kept = keys.get(place);
            if (kept != null && isFresh(kept)) {
                hits++;
                return kept.key().copy();
            }
            misses++;
            epoch = forgotten.getOrDefault(wrapped.keyId(), 0);
        } finally {
            lock.unlock();
        }
        long asked = nanoTime.getAsLong();
        DataKey opened = next.unwrap(wrapped, context);
        keep(place, opened, asked, epoch);
        return opened;
    }

    private void keep(Place place, DataKey opened, long asked, int epoch) {
        lock.lock();
        try {
            int now = forgotten.getOrDefault(opened.wrapped().keyId(), 0);
            if (closed || now != epoch) {
                return;
            }
            Kept before = keys.remove(place);
            if (before != null) {
                drop(before);
            }
            keys.putLast(place, new Kept(KeptKey.of(opened), asked));
            if (keys.size() > atMost) {
                drop(keys.pollFirstEntry().getValue());
            }
            if (sweeper.isEmpty()) {
                sweeper = Optional.of(
                        Thread.ofVirtual().name("unwrapped-keys-sweep").start(this::sweep));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Wipes what nobody asks for any more; ends when nothing is kept. */
    private void sweep() {
        while (true) {
            try {
                Thread.sleep(sweepPause);
            } catch (InterruptedException ended) {
                return;
            }
            lock.lock();
            try {
                dropExpired();
                if (keys.isEmpty()) {
                    sweeper = Optional.empty();
                    return;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void dropExpired() {
        keys.values().removeIf(kept -> {
            boolean expired = !isFresh(kept);
            if (expired) {
                drop(kept);
            }
            return expired;
        });
    }

    private boolean isFresh(Kept kept) {
        return nanoTime.getAsLong() - kept.since() < keepNanos;
    }

    private void drop(Kept kept) {
        kept.key().close();
        dropped++;
    }

    @Override
    public void forget(String keyId) {
        lock.lock();
        try {
            forgotten.merge(keyId, 1, Integer::sum);
            keys.values().removeIf(kept -> {
                boolean of = kept.key().wrapped().keyId().equals(keyId);
                if (of) {
                    drop(kept);
                }
                return of;
            });
        } finally {
            lock.unlock();
        }
        next.forget(keyId);
    }

    public Counts counts() {
        lock.lock();
        try {
            return new Counts(hits, misses, dropped, keys.size());
        } finally {
            lock.unlock();
        }
    }

    /** Wipes everything; later unwraps are passed on and not kept. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            keys.values().forEach(this::drop);
            keys.clear();
            sweeper.ifPresent(Thread::interrupt);
        } finally {
            lock.unlock();
        }
    }
}
