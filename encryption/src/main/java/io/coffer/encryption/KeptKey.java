package io.coffer.encryption;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A data key that stays open for a while, with what its users have computed from it: the next ones need not do so again.
 * Closing wipes both. Copies that were given out live on until they are closed, and compute for themselves from then on.
 */
public final class KeptKey implements AutoCloseable {
    /** commitment, record tag and a few extents' keys: what one object needs */
    private static final int MOST_COMPUTED = 8;

    private final DataKey key;
    private final ReentrantLock lock = new ReentrantLock();
    private final SequencedMap<Input, byte[]> computed = new LinkedHashMap<>();
    private boolean closed;

    private KeptKey(DataKey key) {
        this.key = key;
    }

    /** Keeps a copy; the key that is given stays its owner's. */
    public static KeptKey of(DataKey key) {
        return new KeptKey(new DataKey(key.secret().clone(), key.wrapped()));
    }

    /** What a value was computed from, besides the key; compared whole. */
    @SuppressWarnings("ArrayRecordComponent") // equality is by content
    private record Input(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Input input && Arrays.equals(bytes, input.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /** The key, to be closed by the caller; the kept one must not be closed yet. */
    public DataKey copy() {
        return new DataKey(key.secret().clone(), key.wrapped(), Optional.of(this));
    }

    public WrappedKey wrapped() {
        return key.wrapped();
    }

    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** @return an array of the caller's own */
    byte[] computed(byte[] input, Supplier<byte[]> computation) {
        Input place = new Input(input);
        lock.lock();
        try {
            byte[] known = computed.get(place);
            if (known != null) {
                return known.clone();
            }
        } finally {
            lock.unlock();
        }
        byte[] made = computation.get();
        keep(place, made.clone());
        return made;
    }

    private void keep(Input place, byte[] value) {
        lock.lock();
        try {
            if (closed) {
                Arrays.fill(value, (byte) 0);
                return;
            }
            wipe(computed.put(place, value));
            if (computed.size() > MOST_COMPUTED) {
                wipe(computed.pollFirstEntry().getValue());
            }
        } finally {
            lock.unlock();
        }
    }

    private static void wipe(byte @Nullable [] value) {
        if (value != null) {
            Arrays.fill(value, (byte) 0);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            computed.values().forEach(KeptKey::wipe);
            computed.clear();
            key.close();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "KeptKey[" + key.wrapped() + "]";
    }
}
