package io.coffer.encryption.guard;

import io.coffer.encryption.DataKey;
import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.WrapContext;
import io.coffer.encryption.WrappedKey;
import java.util.function.Supplier;

/** A link of the chain that does the same around each call. */
abstract class GuardedCalls implements KeyManagement {
    private final KeyManagement next;

    GuardedCalls(KeyManagement next) {
        this.next = next;
    }

    /** Makes the call, or refuses it. */
    abstract <T> T guard(Supplier<T> call);

    @Override
    public final DataKey generateDataKey(String keyId, WrapContext context) {
        return guard(() -> next.generateDataKey(keyId, context));
    }

    @Override
    public final DataKey unwrap(WrappedKey wrapped, WrapContext context) {
        return guard(() -> next.unwrap(wrapped, context));
    }

    @Override
    public final WrappedKey rewrap(WrappedKey wrapped, WrapContext context) {
        return guard(() -> next.rewrap(wrapped, context));
    }

    @Override
    public final WrappedKey wrap(DataKey dataKey, String keyId, WrapContext context) {
        return guard(() -> next.wrap(dataKey, keyId, context));
    }

    @Override
    public final void forget(String keyId) {
        next.forget(keyId);
    }
}
