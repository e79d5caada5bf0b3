package io.coffer.server.identity;

import io.coffer.encryption.RootKey;
import io.coffer.encryption.SecretBox;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.storage.memory.MemoryStorageEngine;
import java.time.InstantSource;

/** Identity stores over one in-memory engine, as several gateways have them. */
public final class MemoryIdentities {
    private final MemoryStorageEngine engine = new MemoryStorageEngine();
    private final RootKey rootKey = RootKey.random();

    public IdentityStore open(InstantSource clock) {
        return new IdentityStore(records(), new SecretBox(rootKey, "access-keys/v1"), clock);
    }

    public ControlRecords records() {
        return new ControlRecords(engine, new RecordSeal(rootKey.derive("records/v1")));
    }
}
