package io.coffer.server.identity;

import io.coffer.encryption.RootKey;
import io.coffer.encryption.SecretBox;
import io.coffer.server.authorization.policy.PolicyTexts;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.storage.memory.MemoryStorageEngine;
import java.time.InstantSource;

/** Identity stores over one in-memory engine, as several gateways have them. */
public final class MemoryIdentities {
    private final MortalEngine engine = new MortalEngine(new MemoryStorageEngine());
    private final RootKey rootKey = RootKey.random();

    public IdentityStore open(InstantSource clock) {
        return new IdentityStore(
                records(), new SecretBox(rootKey, "access-keys/v1"), PolicyTexts.withoutVocabulary(), clock);
    }

    /** What happens after as many writes fails, as if the process had died. */
    void dieAfter(int writes) {
        engine.dieAfter(writes);
    }

    /** Another process starts. @return whether the one before had died */
    boolean revive() {
        return engine.revive();
    }

    public ControlRecords records() {
        return new ControlRecords(engine, new RecordSeal(rootKey.derive("records/v1")));
    }
}
