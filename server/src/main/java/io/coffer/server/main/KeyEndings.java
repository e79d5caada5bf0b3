package io.coffer.server.main;

import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.LocalKeyStore;
import io.coffer.server.evidence.DestructionBook;
import io.coffer.server.evidence.Failures;
import io.coffer.server.evidence.KeyShredding;
import io.coffer.server.evidence.ServiceDeletions;
import io.coffer.server.keyuse.KeyUser;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.object.WrapsInFlight;
import io.coffer.server.posture.DueKeys;
import io.coffer.server.posture.Ledger;
import io.coffer.server.upkeep.KeyChore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How keys end, wherever they live.
 *
 * @param deletions where a service deletes keys as a whole, and no version of them
 */
record KeyEndings(
        MasterKeys keys,
        Ledger ledger,
        KeyShredding shredding,
        Optional<ServiceDeletions> deletions,
        InstantSource clock) {
    private static final Logger LOG = LoggerFactory.getLogger(KeyEndings.class);

    /** How long a write under way may keep a key version from being fenced. */
    private static final Duration WRITE_LEASE = Duration.ofSeconds(60);

    private static final KeyUser CHORE = KeyUser.service(KeyChore.NAME);

    static KeyEndings of(
            MasterKeys keys,
            WrapsInFlight flights,
            Ledger ledger,
            DestructionBook book,
            ControlRecords records,
            InstantSource clock) {
        KeyShredding shredding = new KeyShredding(
                new KeyShredding.Keys(keys.administration(), keys.destruction(), keys.management(), flights),
                book,
                WRITE_LEASE,
                clock);
        Optional<ServiceDeletions> deletions =
                keys.deletion().map(service -> new ServiceDeletions(service, keys.management(), book, records, clock));
        return new KeyEndings(keys, ledger, shredding, deletions, clock);
    }

    /** At the start. That a service does not answer then keeps no server from starting: the chore tries again. */
    void settle() {
        if (keys.local().isPresent()) {
            shredding.settle();
            shredding.learn();
            return;
        }
        try {
            shredding.settle();
        } catch (KeyManagementException later) {
            LOG.warn("what was decided about the end of keys is not done yet, and will be tried again", later);
        }
    }

    /** @param serviceRotation age at which service keys of this server's own get a new version; absent when never */
    KeyChore chore(Optional<Duration> serviceRotation) {
        return keys.local()
                .map(local -> new KeyChore(due(local, serviceRotation)::attend))
                .orElseGet(() -> new KeyChore(this::attendService));
    }

    private DueKeys due(LocalKeyStore local, Optional<Duration> serviceRotation) {
        return new DueKeys(local, keyId -> shredding.destroyKey(keyId, CHORE), local.imports(), serviceRotation, clock);
    }

    /** Without an exact ledger nothing was destroyed from here, and nothing can be said about what others destroyed. */
    private void attendService() {
        if (!ledger.isExact()) {
            return;
        }
        Failures failures = new Failures();
        failures.of(shredding::settle);
        failures.of(() -> deletions.ifPresentOrElse(whole -> whole.attend(CHORE), () -> shredding.notice(CHORE)));
        failures.throwLast();
    }
}
