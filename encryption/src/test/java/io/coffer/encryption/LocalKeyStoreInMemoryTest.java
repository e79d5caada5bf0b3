package io.coffer.encryption;

class LocalKeyStoreInMemoryTest extends KeyStoreContract {
    private final LocalKeyStore keyStore = LocalKeyStore.inMemory(clock);

    @Override
    protected LocalKeyStore keyStore() {
        return keyStore;
    }
}
