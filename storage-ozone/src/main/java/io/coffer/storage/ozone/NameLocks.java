package io.coffer.storage.ozone;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets the writers of one key take turns within this process, so that they do not make each other's compare-and-set fail. What
 * other gateways do is decided by Ozone alone.
 */
final class NameLocks {
    /** A lock and how many hold it or wait for it. */
    private static final class Turn {
        private final ReentrantLock lock = new ReentrantLock();
        private int users;
    }

    /** Ends the turn. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    private final ConcurrentMap<String, Turn> turns = new ConcurrentHashMap<>();

    @SuppressWarnings("LockNotBeforeTry") // what is returned ends it
    Held hold(String key) {
        Turn turn = turns.compute(key, (k, present) -> {
            Turn found = present == null ? new Turn() : present;
            found.users++;
            return found;
        });
        turn.lock.lock();
        return () -> {
            turn.lock.unlock();
            turns.computeIfPresent(key, (k, present) -> --present.users == 0 ? null : present);
        };
    }
}
