package io.coffer.server.object;

import io.coffer.encryption.CipherSuite;
import io.coffer.model.EncryptionContext;
import io.coffer.model.EncryptionRule;
import io.coffer.model.SseAlgorithm;
import io.coffer.server.metadata.ObjectEncryption;
import java.util.Optional;

/** How one object will be encrypted: made once, when its write starts, and carried along. */
public sealed interface EncryptionPlan {
    EncryptionPlan NONE = new None();

    /** The rule that it carries out; empty when the object is stored in clear. */
    Optional<EncryptionRule> rule();

    record None() implements EncryptionPlan {
        @Override
        public Optional<EncryptionRule> rule() {
            return Optional.empty();
        }
    }

    /**
     * @param context what the caller binds the data key to; with SSE-KMS alone
     * @param keyId the master key that wraps the data key: the service key, or the CMK named or taken by default
     */
    record Encrypted(SseAlgorithm algorithm, String keyId, CipherSuite suite, EncryptionContext context)
            implements EncryptionPlan {
        Encrypted(SseAlgorithm algorithm, String keyId, CipherSuite suite) {
            this(algorithm, keyId, suite, EncryptionContext.NONE);
        }

        /** The same with a context of the caller's. */
        public Encrypted bound(EncryptionContext callersContext) {
            return new Encrypted(algorithm, keyId, suite, callersContext);
        }

        @Override
        public Optional<EncryptionRule> rule() {
            return Optional.of(ObjectEncryption.rule(algorithm, keyId, suite));
        }
    }
}
