package io.coffer.encryption;

import io.coffer.encryption.KeyVersion.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a master key without its material.
 *
 * @param keyId UUID-like text
 * @param owner the account it belongs to
 * @param versions the oldest first; never empty
 * @param deletionDate when a scheduled deletion takes effect
 * @param materialExpiry when imported material is deleted; absent when never, or not imported
 */
public record KeyMetadata(
        String keyId,
        String owner,
        KeyPurpose purpose,
        KeyOrigin origin,
        KeySettings settings,
        KeyState state,
        Instant created,
        List<KeyVersion> versions,
        Optional<Instant> deletionDate,
        Optional<Instant> materialExpiry) {

    public enum KeyState {
        ENABLED,
        DISABLED,
        PENDING_DELETION,
        /** Its material is not imported yet, was deleted or has expired. */
        PENDING_IMPORT,
        /** Destroyed with all its versions; only this trace of it is left. */
        DESTROYED
    }

    public KeyMetadata {
        versions = List.copyOf(versions);
    }

    public String description() {
        return settings.description();
    }

    /** The version made last, whatever its state. */
    public KeyVersion newestVersion() {
        return versions.getLast();
    }

    /** The version that wraps. */
    public Optional<KeyVersion> wrappingVersion() {
        return versions.reversed().stream()
                .filter(version -> version.state() == State.ACTIVE)
                .findFirst();
    }

    /** When the next version is due; absent when the key does not rotate by itself. */
    public Optional<Instant> nextRotation() {
        return settings.rotationInterval().map(newestVersion().created()::plus);
    }
}
