package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyVersion.State;
import io.coffer.encryption.guard.CachedUnwraps;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What was opened is kept for hours here, and the keystore's word counts all the same. Nobody tells the cache of changes,
 * but where a test says so.
 */
class CachedKeyStoreTest extends KeyStoreContract {
    private final LocalKeyStore keyStore = LocalKeyStore.inMemory(clock);
    private final CachedUnwraps cached = CachedUnwraps.before(keyStore, Duration.ofHours(1), 1000);

    @AfterEach
    void close() {
        cached.close();
    }

    @Override
    protected LocalKeyStore keyStore() {
        return keyStore;
    }

    @Override
    protected KeyManagement management() {
        return cached;
    }

    private WrappedKey kept(String keyId) {
        try (DataKey made = cached.generateDataKey(keyId, CONTEXT);
                DataKey opened = cached.unwrap(made.wrapped(), CONTEXT);
                DataKey again = cached.unwrap(made.wrapped(), CONTEXT)) {
            assertThat(again.secret()).isEqualTo(opened.secret()).isEqualTo(made.secret());
            return made.wrapped();
        }
    }

    @Test
    void aKeptDataKeyOfADisabledKeyIsRefusedAndOpensOnceItIsEnabled() {
        String keyId = create();
        WrappedKey wrapped = kept(keyId);
        keyStore.disable(keyId);
        assertRefused(Kind.KEY_DISABLED, () -> cached.unwrap(wrapped, CONTEXT));
        keyStore.enable(keyId);
        cached.unwrap(wrapped, CONTEXT).close();
        keyStore.scheduleDeletion(keyId, 7);
        assertRefused(Kind.PENDING_DELETION, () -> cached.unwrap(wrapped, CONTEXT));
        assertThat(cached.counts().misses()).isEqualTo(1);
    }

    @Test
    void aKeptDataKeyOfADestroyedVersionIsRefused() {
        String keyId = create();
        WrappedKey wrapped = kept(keyId);
        keyStore.rotate(keyId);
        keyStore.destruction().setVersionState(keyId, 1, State.FENCED);
        cached.unwrap(wrapped, CONTEXT).close();
        keyStore.destruction().destroyVersion(keyId, 1);
        assertRefused(Kind.DESTROYED, () -> cached.unwrap(wrapped, CONTEXT));
    }

    @Test
    void aKeptDataKeyGoesWithTheMaterialThatExpires() {
        String keyId = keyStore.create(OWNER, KeyPurpose.CUSTOMER, KeyOrigin.EXTERNAL, KeySettings.NONE)
                .keyId();
        keyStore.imports()
                .importMaterial(keyId, new byte[32], Optional.of(clock.instant().plusSeconds(60)));
        WrappedKey wrapped = kept(keyId);
        clock.advance(Duration.ofSeconds(60));
        assertRefused(Kind.PENDING_IMPORT, () -> cached.unwrap(wrapped, CONTEXT));
    }

    @Test
    void aClosedKeystoreGivesNothingThatWasKept() {
        WrappedKey wrapped = kept(create());
        keyStore.close();
        assertRefused(Kind.UNAVAILABLE, () -> cached.unwrap(wrapped, CONTEXT));
    }

    @Test
    void aChangeWipesWhatWasKeptOfTheKeyAndOfNoOther() {
        keyStore.onChange(cached::forget);
        String keyId = create();
        kept(keyId);
        kept(create());
        assertThat(cached.counts().kept()).isEqualTo(2);
        keyStore.disable(keyId);
        assertThat(cached.counts().kept()).isEqualTo(1);
    }

    @Test
    void theCacheAnswersAtOnceAsTheKeystoreDoes() {
        assertThat(cached.unwrapsAtOnce()).isTrue();
    }
}
