package io.coffer.encryption;

import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyMetadata.KeyState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A master key with its material. Unchangeable: each step of its life is a new value.
 *
 * @param versions 32 bytes each, the oldest first; never empty
 */
record MasterKey(
        String keyId,
        String owner,
        KeyPurpose purpose,
        String description,
        KeyState state,
        Instant created,
        Optional<Instant> deletionDate,
        List<byte[]> versions) {
    static final int MATERIAL_LENGTH = 32;

    MasterKey {
        versions = List.copyOf(versions);
    }

    KeyMetadata metadata() {
        return new KeyMetadata(keyId, owner, purpose, description, state, created, versions.size(), deletionDate);
    }

    int newestVersion() {
        return versions.size();
    }

    /** Nothing when there is no such version. */
    Optional<byte[]> material(int version) {
        return version >= 1 && version <= versions.size() ? Optional.of(versions.get(version - 1)) : Optional.empty();
    }

    /** @throws KeyManagementException unless the key is enabled */
    MasterKey requireEnabled() {
        if (state == KeyState.DISABLED) {
            throw new KeyManagementException(Kind.KEY_DISABLED, "the key " + keyId + " is disabled");
        }
        return requireNotPendingDeletion();
    }

    /** @throws KeyManagementException when the key is to be deleted */
    MasterKey requireNotPendingDeletion() {
        if (state == KeyState.PENDING_DELETION) {
            throw new KeyManagementException(Kind.PENDING_DELETION, "the key " + keyId + " is pending deletion");
        }
        return this;
    }

    MasterKey withState(KeyState newState, Optional<Instant> newDeletionDate) {
        return new MasterKey(keyId, owner, purpose, description, newState, created, newDeletionDate, versions);
    }

    MasterKey withVersion(byte[] material) {
        List<byte[]> more = new ArrayList<>(versions);
        more.add(material);
        return new MasterKey(keyId, owner, purpose, description, state, created, deletionDate, more);
    }

    @Override
    public String toString() {
        return metadata().toString();
    }
}
