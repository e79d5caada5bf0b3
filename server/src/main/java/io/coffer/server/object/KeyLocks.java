package io.coffer.server.object;

import io.coffer.server.bucket.BucketSnapshot;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Orders the changes of one key, or of one upload, in this process, where a change reads several entries before it
 * writes. Every commit has its condition as well.
 */
final class KeyLocks {
    /** So many that two keys seldom meet. */
    private static final int STRIPES = 1024;

    private final Lock[] stripes = new Lock[STRIPES];

    KeyLocks() {
        for (int at = 0; at < STRIPES; at++) {
            stripes[at] = new ReentrantLock();
        }
    }

    <T> T holding(BucketSnapshot bucket, Object key, Supplier<T> change) {
        int hash = Objects.hash(bucket.record().id(), key);
        Lock lock = stripes[(hash ^ (hash >>> 16)) & (STRIPES - 1)];
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }
}
