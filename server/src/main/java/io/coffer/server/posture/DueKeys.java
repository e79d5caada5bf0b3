package io.coffer.server.posture;

import io.coffer.encryption.KeyAdministration;
import io.coffer.encryption.KeyImport;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyMetadata;
import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyPurpose;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives keys the new versions that are due, by their own policies or, for service keys, by the server's; destroys keys whose
 * deletion date has passed; and removes imported material that has expired.
 */
public final class DueKeys {
    private static final Logger LOG = LoggerFactory.getLogger(DueKeys.class);

    private final KeyAdministration keys;
    private final Consumer<String> destruction;
    private final KeyImport imports;
    private final Optional<Duration> serviceRotation;
    private final InstantSource clock;

    /**
     * @param destruction destroys the key of that id for good
     * @param serviceRotation age at which service keys get a new version; absent when never
     */
    public DueKeys(
            KeyAdministration keys,
            Consumer<String> destruction,
            KeyImport imports,
            Optional<Duration> serviceRotation,
            InstantSource clock) {
        this.keys = keys;
        this.destruction = destruction;
        this.imports = imports;
        this.serviceRotation = serviceRotation;
        this.clock = clock;
    }

    /** One key's failure does not keep the others from their turn; this fails with the last. */
    public void attend() {
        imports.deleteExpired();
        Optional<KeyManagementException> failure = Optional.empty();
        for (KeyMetadata key : keys.list()) {
            try {
                attend(key);
            } catch (KeyManagementException failed) {
                LOG.error("the key {} is not as it should be", key.keyId(), failed);
                failure = Optional.of(failed);
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private void attend(KeyMetadata key) {
        Instant now = clock.instant();
        if (key.state() == KeyState.ENABLED
                && nextRotation(key).filter(due -> !now.isBefore(due)).isPresent()) {
            LOG.info(
                    "the key {} has the new version {}",
                    key.keyId(),
                    keys.rotate(key.keyId()).newestVersion().number());
        }
        if (key.deletionDate().filter(date -> !now.isBefore(date)).isPresent()) {
            destroy(key.keyId());
        }
    }

    private void destroy(String keyId) {
        try {
            destruction.accept(keyId);
            LOG.info("the key {} was destroyed, as its deletion date has passed", keyId);
        } catch (Ledger.InexactException inexact) {
            LOG.warn("the key {} is past its deletion date and stays, unusable: {}", keyId, inexact.getMessage());
        }
    }

    private Optional<Instant> nextRotation(KeyMetadata key) {
        return key.purpose() == KeyPurpose.SERVICE
                ? serviceRotation.map(key.newestVersion().created()::plus)
                : key.nextRotation();
    }
}
