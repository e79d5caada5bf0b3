package io.coffer.encryption;

class LocalKeyStoreInMemoryTest extends KeyManagementContract {
    private final LocalKeyStore keyStore = LocalKeyStore.inMemory(clock);

    @Override
    KeyManagement management() {
        return keyStore;
    }

    @Override
    KeyAdministration administration() {
        return keyStore;
    }
}
