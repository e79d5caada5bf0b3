package io.coffer.server.object;

import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.WrappedKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Data keys that were made and are not in a record yet. Before a version of a master key may be fenced, nothing may be
 * on its way that would come to be protected by it: a write may take as long as the lease lets it, and is refused when
 * it comes later.
 */
public final class WrapsInFlight {
    private static final Duration GLANCE = Duration.ofMillis(5);

    private final Set<Flight> flights = ConcurrentHashMap.newKeySet();

    /** Replaced as a whole: each write looks at it. */
    private volatile Set<Fence> fences = Set.of();

    /** A version that nothing may come under any more, whatever wraps for us. */
    private record Fence(String keyId, int version) {}

    private final ReentrantReadWriteLock landings = new ReentrantReadWriteLock();

    private enum Phase {
        OPEN,
        /** Its record is being committed: it lands, whatever happens. */
        COMMITTING,
        /** The lease has ended: it must not land any more. */
        REVOKED
    }

    /** The way of one data key, from before it is made to the commit of the record that holds it. */
    final class Flight implements AutoCloseable {
        private final String keyId;
        private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.OPEN);
        private volatile Optional<Integer> version = Optional.empty();
        /** As they were when this had become visible to a fence: a fence that is not among them waits for this. */
        private volatile Set<Fence> fences = Set.of();

        private Flight(String keyId) {
            this.keyId = keyId;
        }

        Flight under(WrappedKey wrapped) {
            version = Optional.of(wrapped.keyVersion());
            return this;
        }

        /**
         * To be called right before the commit.
         *
         * @throws KeyManagementException of kind {@link Kind#VERSION_STATE} when the version was fenced meanwhile
         */
        void requireOpen() {
            version.ifPresent(number -> requireUnfenced(fences, keyId, number));
            if (!phase.compareAndSet(Phase.OPEN, Phase.COMMITTING) && phase.get() == Phase.REVOKED) {
                throw fenced(keyId);
            }
        }

        /** Before the version is known it may be any. */
        private boolean isUnder(String id, int number) {
            return keyId.equals(id) && version.map(known -> known == number).orElse(true);
        }

        @Override
        public void close() {
            flights.remove(this);
        }
    }

    /** Begins before the data key is made: so there is no moment at which one exists and is not seen. */
    Flight begin(String keyId) {
        Flight flight = new Flight(keyId);
        flights.add(flight);
        flight.fences = fences;
        return flight;
    }

    private static void requireUnfenced(Set<Fence> fences, String keyId, int version) {
        if (fences.contains(new Fence(keyId, version))) {
            throw fenced(keyId);
        }
    }

    private static KeyManagementException fenced(String keyId) {
        return new KeyManagementException(
                Kind.VERSION_STATE, "a version of the key " + keyId + " was fenced while a write was under way");
    }

    /**
     * To be called by what lands, with what it is about to commit.
     *
     * @throws KeyManagementException of kind {@link Kind#VERSION_STATE} when the version was fenced
     */
    void requireUnfenced(WrappedKey wrapped) {
        requireUnfenced(fences, wrapped.keyId(), wrapped.keyVersion());
    }

    /** Runs what wraps a data key anew and commits the record at once: a fence waits for its end. */
    <T> T landing(Supplier<T> work) {
        landings.readLock().lock();
        try {
            return work.get();
        } finally {
            landings.readLock().unlock();
        }
    }

    /** Whoever lands from here on has seen that the version wraps no more. */
    private void awaitLandings() {
        landings.writeLock().lock();
        try {
            // those who held the lock are done
        } finally {
            landings.writeLock().unlock();
        }
    }

    /**
     * Waits until no data key under the version is on its way, when the version wraps no more. Writes that begin later are
     * not waited for: should they come under the version all the same, because a service is not as far everywhere, they
     * are refused.
     *
     * @param lease how long writes under way may take until they are refused
     */
    public void drain(String keyId, int version, Duration lease) throws InterruptedException {
        fence(new Fence(keyId, version));
        awaitLandings();
        long deadline = System.nanoTime() + lease.toNanos();
        Predicate<Flight> concerned = flight -> flight.isUnder(keyId, version) && flights.contains(flight);
        List<Flight> before = flights.stream().filter(concerned).toList();
        while (System.nanoTime() < deadline && before.stream().anyMatch(concerned)) {
            Thread.sleep(GLANCE);
        }
        Predicate<Flight> lands = concerned.and(flight ->
                !flight.phase.compareAndSet(Phase.OPEN, Phase.REVOKED) && flight.phase.get() == Phase.COMMITTING);
        while (before.stream().anyMatch(lands)) {
            Thread.sleep(GLANCE);
        }
    }

    private synchronized void fence(Fence fence) {
        Set<Fence> more = new HashSet<>(fences);
        more.add(fence);
        fences = Set.copyOf(more);
    }
}
