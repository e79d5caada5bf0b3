package io.coffer.server.evidence;

import io.coffer.server.object.Finding;
import io.coffer.storage.DerivedRows;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** Compares a store with a checkpoint that left the machine earlier. */
final class AnchorCheck {
    private final StoreVerification.Subject subject;
    private final Tallying tallying;

    AnchorCheck(StoreVerification.Subject subject, Tallying tallying) {
        this.subject = subject;
        this.tallying = tallying;
    }

    /** @return what can be said of the store's age */
    String against(Optional<SignedCheckpoint> given, DerivedRows.Tallies now) {
        if (given.isEmpty()) {
            return "no checkpoint was given: whether the store as a whole was put back to an older state cannot be told";
        }
        Checkpoint anchored = given.get().content();
        boolean own = subject.checkpointKey()
                .existing()
                .filter(given.get().publicKey()::equals)
                .isPresent();
        if (!own || !anchored.storeId().equals(subject.storeId())) {
            return found("the checkpoint is of another store, or signed by another key than this store's");
        }
        if (now.sequence() < anchored.sequence()) {
            return found("the store is at sequence " + now.sequence() + ", older than the anchored sequence "
                    + anchored.sequence() + " of " + anchored.time() + ": it was put back, or is a copy from before");
        }
        if (now.sequence() > anchored.sequence()) {
            return "not older than sequence " + anchored.sequence() + " of " + anchored.time()
                    + "; the store went on to "
                    + now.sequence() + ", so the digest cannot be compared, and a roll-back of what was written after"
                    + " the checkpoint is not detected";
        }
        byte[] digest = subject.digest().shown(now);
        return MessageDigest.isEqual(digest, HexFormat.of().parseHex(anchored.digest()))
                ? "exactly as at sequence " + anchored.sequence() + " of " + anchored.time()
                : found("at sequence " + anchored.sequence()
                        + " the store held other records than when the checkpoint was made");
    }

    private String found(String detail) {
        tallying.finding(Finding.Check.CHECKPOINT, "", detail);
        return detail;
    }
}
