package io.coffer.server.object;

import io.coffer.encryption.DataKey;
import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.WrapContext;
import io.coffer.encryption.WrappedKey;
import java.util.function.Consumer;

/**
 * Puts a data key under another master key or key version. What comes back is opened and checked before anybody stores
 * it: the old form is gone afterwards, and a wrong one would be found when it is too late.
 */
record KeyRewrap(KeyManagement keyManagement, WrapContext context) {
    /**
     * @param toKeyId its newest version wraps
     * @param check throws when it is not the same data key
     */
    WrappedKey under(WrappedKey wrapped, String toKeyId, Consumer<DataKey> check) {
        WrappedKey changed =
                wrapped.keyId().equals(toKeyId) ? keyManagement.rewrap(wrapped, context) : moved(wrapped, toKeyId);
        try (DataKey opened = keyManagement.unwrap(changed, context)) {
            check.accept(opened);
        }
        return changed;
    }

    private WrappedKey moved(WrappedKey wrapped, String toKeyId) {
        try (DataKey dataKey = keyManagement.unwrap(wrapped, context)) {
            return keyManagement.wrap(dataKey, toKeyId, context);
        }
    }
}
