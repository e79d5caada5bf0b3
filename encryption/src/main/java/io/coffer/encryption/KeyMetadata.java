package io.coffer.encryption;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a master key without its material.
 *
 * @param keyId UUID-like text
 * @param owner the account it belongs to
 * @param versions how many versions it has; the newest wraps
 * @param deletionDate when a scheduled deletion takes effect
 */
public record KeyMetadata(
        String keyId,
        String owner,
        KeyPurpose purpose,
        String description,
        KeyState state,
        Instant created,
        int versions,
        Optional<Instant> deletionDate) {

    public enum KeyState {
        ENABLED,
        DISABLED,
        PENDING_DELETION
    }
}
