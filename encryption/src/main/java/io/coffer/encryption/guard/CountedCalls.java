package io.coffer.encryption.guard;

import io.coffer.encryption.DataKey;
import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.WrapContext;
import io.coffer.encryption.WrappedKey;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Counts the calls that a provider of keys is really asked, by how they ended. */
public final class CountedCalls implements KeyManagement {
    /** What is asked of a provider. */
    public enum Call {
        GENERATE,
        UNWRAP,
        REWRAP,
        WRAP
    }

    /** Receives one count. */
    @FunctionalInterface
    public interface Reader {
        void read(Call call, Optional<KeyManagementException.Kind> failure, long calls);
    }

    private final KeyManagement next;
    private final Map<Call, LongAdder> succeeded = new EnumMap<>(Call.class);
    private final Map<Call, Map<KeyManagementException.Kind, LongAdder>> failed = new EnumMap<>(Call.class);
    private volatile boolean answered = true;

    public CountedCalls(KeyManagement next) {
        this.next = next;
        for (Call call : Call.values()) {
            succeeded.put(call, new LongAdder());
            Map<KeyManagementException.Kind, LongAdder> kinds = new EnumMap<>(KeyManagementException.Kind.class);
            for (KeyManagementException.Kind kind : KeyManagementException.Kind.values()) {
                kinds.put(kind, new LongAdder());
            }
            failed.put(call, kinds);
        }
    }

    @Override
    public DataKey generateDataKey(String keyId, WrapContext context) {
        return counted(Call.GENERATE, () -> next.generateDataKey(keyId, context));
    }

    @Override
    public DataKey unwrap(WrappedKey wrapped, WrapContext context) {
        return counted(Call.UNWRAP, () -> next.unwrap(wrapped, context));
    }

    /** Not a call: it asks what is at hand. */
    @Override
    public void requireOpenable(WrappedKey wrapped) {
        next.requireOpenable(wrapped);
    }

    @Override
    public boolean unwrapsAtOnce() {
        return next.unwrapsAtOnce();
    }

    @Override
    public WrappedKey rewrap(WrappedKey wrapped, WrapContext context) {
        return counted(Call.REWRAP, () -> next.rewrap(wrapped, context));
    }

    @Override
    public WrappedKey wrap(DataKey dataKey, String keyId, WrapContext context) {
        return counted(Call.WRAP, () -> next.wrap(dataKey, keyId, context));
    }

    @Override
    public void forget(String keyId) {
        next.forget(keyId);
    }

    private <T> T counted(Call call, Supplier<T> asked) {
        try {
            T result = asked.get();
            of(succeeded, call).increment();
            settle(true);
            return result;
        } catch (KeyManagementException failure) {
            of(of(failed, call), failure.kind()).increment();
            settle(failure.kind() != KeyManagementException.Kind.UNAVAILABLE);
            throw failure;
        }
    }

    /** Written only when it changes: all threads read it. */
    private void settle(boolean now) {
        if (answered != now) {
            answered = now;
        }
    }

    /** Whether the provider answered the last call, be it by a refusal; true before the first. */
    public boolean isOnline() {
        return answered;
    }

    /** All that is not zero. */
    public void read(Reader reader) {
        for (Call call : Call.values()) {
            give(reader, call, Optional.empty(), of(succeeded, call));
            of(failed, call).forEach((kind, count) -> give(reader, call, Optional.of(kind), count));
        }
    }

    private static void give(Reader reader, Call call, Optional<KeyManagementException.Kind> failure, LongAdder count) {
        long calls = count.sum();
        if (calls > 0) {
            reader.read(call, failure, calls);
        }
    }

    private static <K, V> V of(Map<K, V> all, K one) {
        return Objects.requireNonNull(all.get(one));
    }
}
