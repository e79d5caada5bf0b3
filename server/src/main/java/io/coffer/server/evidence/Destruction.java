package io.coffer.server.evidence;

import io.coffer.encryption.DestroyedVersion;
import io.coffer.encryption.KeyPurpose;
import io.coffer.encryption.ServiceStatement;
import io.coffer.server.metadata.ControlRecords;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The destruction of a key version, from its decision on. The record is written before anything is destroyed, so that a
 * start after a crash ends what was begun, and it stays: whoever brings an older keystore back destroys again by it.
 *
 * @param taken what of each bucket became unreadable, as the ledger had it; empty when nothing was protected any more
 * @param sequence of the ledger when it was asked, after the fence; absent for what was destroyed without asking it
 * @param destroyed absent while it is not done
 * @param certificate the signed certificate; absent while it is not done
 * @param statement what the key service said that keeps the key; absent for keys of this server's own, and while it is not
 *     done
 */
public record Destruction(
        String keyId,
        String owner,
        KeyPurpose purpose,
        int number,
        String versionId,
        Instant created,
        boolean wholeKey,
        List<Taken> taken,
        Optional<Long> sequence,
        Instant decided,
        Optional<Instant> destroyed,
        Optional<SignedCertificate> certificate,
        Optional<ServiceStatement> statement) {
    /** What was decided in a store and is not done yet; the next start of its server does it. */
    public static List<Destruction> undone(ControlRecords records) {
        return new DestructionRecords(records)
                .all().stream().filter(one -> one.destroyed().isEmpty()).toList();
    }

    public Destruction {
        taken = List.copyOf(taken);
    }

    /**
     * What of one bucket became unreadable.
     *
     * @param bucketId the bucket's space
     * @param kind such as {@code Version} or {@code Upload}
     */
    public record Taken(String bucketId, String kind, long entries, long bytes) {}

    /** What is to be destroyed, or was; decided at the time of the trace. */
    static Destruction decided(DestroyedVersion trace, List<Taken> taken, Optional<Long> sequence) {
        return new Destruction(
                trace.keyId(),
                trace.owner(),
                trace.purpose(),
                trace.number(),
                trace.versionId(),
                trace.created(),
                trace.wholeKey(),
                taken,
                sequence,
                trace.destroyed(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    DestroyedVersion trace() {
        return new DestroyedVersion(
                keyId, owner, purpose, number, versionId, created, destroyed.orElse(decided), wholeKey);
    }

    Destruction done(Instant time, Optional<ServiceStatement> said) {
        return copy(Optional.of(time), certificate, said);
    }

    Destruction with(SignedCertificate signed) {
        return copy(destroyed, Optional.of(signed), statement);
    }

    private Destruction copy(
            Optional<Instant> time, Optional<SignedCertificate> signed, Optional<ServiceStatement> said) {
        return new Destruction(
                keyId, owner, purpose, number, versionId, created, wholeKey, taken, sequence, decided, time, signed,
                said);
    }
}
