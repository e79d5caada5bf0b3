package io.coffer.encryption;

/** A keystore that several processes share, used by one. */
class SharedKeyManagementTest extends KeyManagementContract {
    private final LocalKeyStore keyStore = LocalKeyStore.shared(new ContentInMemory(), RootKey.random(), clock);

    @Override
    protected KeyManagement management() {
        return keyStore;
    }

    @Override
    protected KeyAdministration administration() {
        return keyStore;
    }
}
