package io.coffer.server.evidence;

import io.coffer.server.posture.KeyUse;
import io.coffer.server.posture.Ledger;
import java.util.List;
import java.util.Optional;

/**
 * What a key version protects, as a certificate will say it.
 *
 * @param sequence of the ledger
 */
public record Protected(List<Destruction.Taken> taken, long sequence) {
    static Protected by(Ledger ledger, String keyId, int version) {
        KeyUse use = ledger.usedBy(keyId, Optional.of(version));
        return new Protected(
                use.used().stream()
                        .map(used -> new Destruction.Taken(
                                used.of().space(),
                                used.of().kind().name(),
                                used.count().entries(),
                                used.count().bytes()))
                        .toList(),
                use.sequence());
    }

    public long entries() {
        return taken.stream().mapToLong(Destruction.Taken::entries).sum();
    }
}
