package io.coffer.encryption;

/** Versions of keys in the keystore of this process. */
class LocalKeyDestructionTest extends KeyDestructionContract {
    private final LocalKeyStore store = LocalKeyStore.inMemory(new ManualClock());

    @Override
    boolean can(Capability capability) {
        return capability != Capability.STATEMENT;
    }

    @Override
    KeyDestruction destruction() {
        return store.destruction();
    }

    @Override
    KeyManagement management() {
        return store;
    }

    @Override
    KeyAdministration administration() {
        return store;
    }

    @Override
    String create() {
        return store.create("1", KeyPurpose.CUSTOMER, "").keyId();
    }
}
