package io.coffer.server.object;

import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.WrappedKey;
import java.time.Duration;
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
            if (!phase.compareAndSet(Phase.OPEN, Phase.COMMITTING) && phase.get() == Phase.REVOKED) {
                throw new KeyManagementException(
                        Kind.VERSION_STATE,
                        "a version of the key " + keyId + " was fenced while a write was under way");
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
        return flight;
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
     * Waits until no data key under the version is on its way, when the version wraps no more.
     *
     * @param lease how long writes under way may take until they are refused
     */
    public void drain(String keyId, int version, Duration lease) throws InterruptedException {
        awaitLandings();
        long deadline = System.nanoTime() + lease.toNanos();
        Predicate<Flight> concerned = flight -> flight.isUnder(keyId, version);
        while (System.nanoTime() < deadline && flights.stream().anyMatch(concerned)) {
            Thread.sleep(GLANCE);
        }
        Predicate<Flight> lands = concerned.and(flight ->
                !flight.phase.compareAndSet(Phase.OPEN, Phase.REVOKED) && flight.phase.get() == Phase.COMMITTING);
        while (flights.stream().anyMatch(lands)) {
            Thread.sleep(GLANCE);
        }
    }
}
