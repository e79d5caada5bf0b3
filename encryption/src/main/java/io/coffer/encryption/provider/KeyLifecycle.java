package io.coffer.encryption.provider;

import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyMetadata.KeyState;
import java.time.Instant;
import java.util.Optional;

/** What a key service shows of a key and lets be done to it. Every method throws {@link KeyManagementException}. */
public interface KeyLifecycle {
    /** @param deletionDate when a scheduled deletion takes effect */
    record Status(String description, KeyState state, Instant created, Optional<Instant> deletionDate) {}

    Status status(String keyId);

    /** How many versions of the key there are, as far as they are known here. */
    int versions(String keyId);

    void enable(String keyId);

    void disable(String keyId);

    /** Adds a version, which later wraps use. */
    void rotate(String keyId);

    void scheduleDeletion(String keyId, int days);

    void cancelDeletion(String keyId);
}
