package io.coffer.server.posture;

import io.coffer.encryption.CipherSuite;
import io.coffer.model.SseAlgorithm;
import io.coffer.server.metadata.LedgerClass;
import io.coffer.server.object.EncryptionPlan;
import io.coffer.server.object.ProtectionGoal;
import io.coffer.server.object.Reprotection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * What a job brings about: everything as a plan has it, or, without one, what is encrypted under the newest version of
 * the key that it is under: the one that wraps, at the moment when it was first asked for.
 */
final class RewrapGoal implements ProtectionGoal {
    private final EncryptionPlan plan;
    private final boolean keepsCipher;
    private final ToIntFunction<String> wrappingVersion;
    private final Map<String, Integer> wrapping = new HashMap<>();

    /**
     * @param keepsCipher whether what is encrypted keeps its cipher, so that no body is written again
     * @param wrappingVersion the version of a key that wraps; 0 for a key without any
     */
    RewrapGoal(EncryptionPlan plan, boolean keepsCipher, ToIntFunction<String> wrappingVersion) {
        this.plan = plan;
        this.keepsCipher = keepsCipher;
        this.wrappingVersion = wrappingVersion;
    }

    @Override
    public Optional<Wanted> of(Optional<LedgerClass.Protection> now) {
        return switch (plan) {
            case EncryptionPlan.None none -> now.filter(by -> isOld(by)).flatMap(RewrapGoal::sameAs);
            case EncryptionPlan.Encrypted wanted ->
                Optional.of(wanted(wanted, now))
                        .filter(target ->
                                now.filter(by -> satisfies(by, target)).isEmpty());
        };
    }

    private static Optional<Wanted> sameAs(LedgerClass.Protection by) {
        return by.algorithm().map(algorithm -> new Wanted(algorithm, by.suite(), by.keyId()));
    }

    private Wanted wanted(EncryptionPlan.Encrypted wanted, Optional<LedgerClass.Protection> now) {
        CipherSuite suite =
                now.filter(by -> keepsCipher).map(LedgerClass.Protection::suite).orElse(wanted.suite());
        return new Wanted(wanted.algorithm(), suite, wanted.keyId());
    }

    private boolean satisfies(LedgerClass.Protection by, Wanted target) {
        Optional<SseAlgorithm> method = Optional.of(target.algorithm());
        return by.algorithm().equals(method)
                && by.suite() == target.suite()
                && by.keyId().equals(target.keyId())
                && !isOld(by);
    }

    private boolean isOld(LedgerClass.Protection by) {
        int wrapping = wrapping(by.keyId());
        return wrapping > 0 && by.keyVersion() != wrapping;
    }

    private synchronized int wrapping(String keyId) {
        return wrapping.computeIfAbsent(keyId, wrappingVersion::applyAsInt);
    }

    /** What has to be done with a class of the ledger; empty for nothing. */
    Optional<Reprotection.Outcome> step(LedgerClass of) {
        return switch (of.kind()) {
            case VERSION, UPLOAD ->
                of(of.protection())
                        .map(target ->
                                Reprotection.step(of.protection().map(LedgerClass.Protection::suite), target.suite()));
            case LINK, UNREADABLE, ATTRIBUTE_KEY, OTHER -> Optional.empty();
        };
    }

    /**
     * The key that should wrap an attribute key; empty when it is under the newest version of it.
     *
     * @param ownKeyId the master key whose objects it serves
     * @param isUsed whether there are any
     */
    Optional<String> attributeKey(LedgerClass.Protection now, String ownKeyId, boolean isUsed) {
        String wanted = switch (plan) {
            case EncryptionPlan.None none -> now.keyId();
            case EncryptionPlan.Encrypted encrypted -> isUsed ? ownKeyId : encrypted.keyId();
        };
        return now.keyId().equals(wanted) && !isOld(now) ? Optional.empty() : Optional.of(wanted);
    }
}
