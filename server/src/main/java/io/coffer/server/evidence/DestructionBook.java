package io.coffer.server.evidence;

import io.coffer.encryption.DestroyedVersion;
import io.coffer.encryption.ServiceStatement;
import io.coffer.server.keyuse.KeyUse;
import io.coffer.server.keyuse.KeyUseRecorder;
import io.coffer.server.keyuse.KeyUser;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.posture.Ledger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What was decided to be destroyed, what it takes by the ledger, and the certificates of what was done. */
public final class DestructionBook {
    private final Ledger ledger;
    private final DestructionRecords records;
    private final KeyUseRecorder keyUses;
    private final CheckpointKey signer;
    private final String storeId;

    /** @param signer the key of the store's checkpoints */
    public DestructionBook(
            Ledger ledger, ControlRecords records, KeyUseRecorder keyUses, CheckpointKey signer, String storeId) {
        this.ledger = ledger;
        this.records = new DestructionRecords(records);
        this.keyUses = keyUses;
        this.signer = signer;
        this.storeId = storeId;
    }

    /** @throws Ledger.InexactException where no destruction may be decided */
    void requireExact() {
        ledger.requireExact();
    }

    Protected protectedBy(String keyId, int number) {
        return Protected.by(ledger, keyId, number);
    }

    Optional<Destruction> find(String keyId, int number) {
        return records.find(keyId, number);
    }

    List<Destruction> all() {
        return records.all();
    }

    /** Durable when it returns: from now on a start ends what was decided. */
    Destruction decide(DestroyedVersion version, Protected use) {
        Destruction decided = Destruction.decided(version, use.taken(), Optional.of(use.sequence()));
        records.put(decided);
        return decided;
    }

    /** Durable when it returns, and to be called before anything is destroyed. */
    void recordUse(String keyId, int number, KeyUser user) {
        keyUses.record(KeyUse.destroying(keyId, number, user)).await();
    }

    /**
     * @param destroyed when it was, or was seen to be
     * @param statement of the service that keeps the key, when one does
     */
    Destruction certify(Destruction decided, Instant destroyed, Optional<ServiceStatement> statement) {
        Destruction done = decided.done(destroyed, statement);
        Destruction certified = done.with(SignedCertificate.of(storeId, done, signer));
        records.put(certified);
        return certified;
    }

    /** What was destroyed without this store being asked, and is known by its trace. */
    Destruction certifyUnasked(DestroyedVersion trace, Optional<ServiceStatement> statement) {
        return certify(Destruction.decided(trace, List.of(), Optional.empty()), trace.destroyed(), statement);
    }

    /** The public key of certificates; X.509, base64. */
    String publicKey() {
        return signer.publicKey();
    }
}
