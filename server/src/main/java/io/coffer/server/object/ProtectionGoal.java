package io.coffer.server.object;

import io.coffer.encryption.CipherSuite;
import io.coffer.model.SseAlgorithm;
import io.coffer.server.metadata.LedgerClass;
import java.util.Optional;

/** How what is stored should be protected. */
public interface ProtectionGoal {
    /**
     * @param now how it is protected; empty for what lies in clear
     * @return empty when it may stay as it is
     */
    Optional<Wanted> of(Optional<LedgerClass.Protection> now);

    /**
     * Called when a body was written again and is about to replace the old one.
     *
     * @throws RuntimeException when it should not any more
     */
    default void requireWanted() {}

    /** @param keyId its newest version is meant */
    record Wanted(SseAlgorithm algorithm, CipherSuite suite, String keyId) {
        EncryptionPlan.Encrypted plan() {
            return new EncryptionPlan.Encrypted(algorithm, keyId, suite);
        }
    }
}
