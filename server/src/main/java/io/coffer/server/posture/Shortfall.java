package io.coffer.server.posture;

import io.coffer.model.DataCipher;
import io.coffer.model.EncryptionRule;
import io.coffer.model.SseAlgorithm;
import io.coffer.server.metadata.LedgerClass;
import java.util.Optional;

/** Why something does not satisfy a rule. The most serious reason counts. */
public enum Shortfall {
    /** A record that cannot be read, so that nothing can be said of it. */
    UNREADABLE("Unreadable"),
    /** It lies in clear. */
    NOT_ENCRYPTED("NotEncrypted"),
    /** A link: it has no content, but where it leads to lies in clear. */
    LINK("Link"),
    /** Another method than the rule's, such as AES256 where it says KMS. */
    OTHER_METHOD("OtherMethod"),
    /** Another master key than the one that the rule names. */
    OTHER_KEY("OtherKey"),
    /** Another cipher of the data. */
    OTHER_CIPHER("OtherCipher");

    private final String wire;

    Shortfall(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    /**
     * @param rule the one that counts; without one nothing falls short
     * @param keyId the master key that the rule stands for; empty when it stands for one that was never made
     */
    static Optional<Shortfall> of(LedgerClass held, Optional<EncryptionRule> rule, String keyId) {
        if (held.kind() == LedgerClass.Kind.UNREADABLE) {
            return Optional.of(UNREADABLE);
        }
        if (rule.isEmpty() || held.kind() == LedgerClass.Kind.ATTRIBUTE_KEY) {
            return Optional.empty();
        }
        if (held.protection().isEmpty()) {
            return Optional.of(held.kind() == LedgerClass.Kind.LINK ? LINK : NOT_ENCRYPTED);
        }
        LedgerClass.Protection by = held.protection().get();
        if (!by.algorithm().equals(Optional.of(rule.get().algorithm()))) {
            return Optional.of(OTHER_METHOD);
        }
        if (rule.get().algorithm() == SseAlgorithm.KMS && !by.keyId().equals(keyId)) {
            return Optional.of(OTHER_KEY);
        }
        boolean otherCipher = switch (by.suite()) {
            case AES_256_GCM -> rule.get().dataCipher() != DataCipher.AES256;
            case SM4_GCM -> rule.get().dataCipher() != DataCipher.SM4;
        };
        return otherCipher ? Optional.of(OTHER_CIPHER) : Optional.empty();
    }
}
