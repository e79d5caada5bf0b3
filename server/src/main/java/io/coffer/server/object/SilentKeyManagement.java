package io.coffer.server.object;

import io.coffer.encryption.DataKey;
import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.WrapContext;
import io.coffer.encryption.WrappedKey;

/** A key management service that does not answer, for drills. */
public final class SilentKeyManagement implements KeyManagement {
    private static KeyManagementException silence() {
        return new KeyManagementException(
                KeyManagementException.Kind.UNAVAILABLE, "the key management service does not answer");
    }

    @Override
    public DataKey generateDataKey(String keyId, WrapContext context) {
        throw silence();
    }

    @Override
    public DataKey unwrap(WrappedKey wrapped, WrapContext context) {
        throw silence();
    }

    @Override
    public WrappedKey rewrap(WrappedKey wrapped, WrapContext context) {
        throw silence();
    }

    @Override
    public WrappedKey wrap(DataKey dataKey, String keyId, WrapContext context) {
        throw silence();
    }
}
