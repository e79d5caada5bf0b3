package io.coffer.server.object;

import io.coffer.encryption.CipherSuite;
import io.coffer.model.SseAlgorithm;

/** How one object will be encrypted: made once, when its write starts, and carried along. */
public sealed interface EncryptionPlan {
    EncryptionPlan NONE = new None();

    record None() implements EncryptionPlan {}

    /** @param keyId the master key that wraps the data key: the service key, or the CMK named or taken by default */
    record Encrypted(SseAlgorithm algorithm, String keyId, CipherSuite suite) implements EncryptionPlan {}
}
