package io.coffer.encryption;

import io.coffer.encryption.guard.CachedUnwraps;
import io.coffer.encryption.guard.GuardedKeyManagement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** The whole chain before a keystore: a change through this server takes effect at once, whatever is kept. */
class GuardedIntermediateKeysTest extends KeyManagementContract {
    private final LocalKeyStore theirs = LocalKeyStore.inMemory(clock);
    private final CachedUnwraps guarded = GuardedKeyManagement.before(
            theirs,
            new GuardedKeyManagement.Limits(
                    16, Duration.ofSeconds(30), 5, Duration.ofSeconds(1), Duration.ofHours(1), 1000));
    private final IntermediateKeys chain = new IntermediateKeys(guarded, true);

    @AfterEach
    void close() {
        guarded.close();
    }

    @Override
    protected KeyManagement management() {
        return chain;
    }

    /** The keystore's own, and after each change what is kept of the key is forgotten. */
    @Override
    protected KeyAdministration administration() {
        return (KeyAdministration) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyAdministration.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(theirs, arguments);
                    } catch (InvocationTargetException refused) {
                        throw refused.getCause();
                    } finally {
                        if (arguments != null && arguments[0] instanceof String keyId) {
                            chain.forget(keyId);
                        }
                    }
                });
    }
}
