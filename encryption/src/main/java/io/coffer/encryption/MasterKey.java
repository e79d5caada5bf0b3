package io.coffer.encryption;

import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyVersion.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A master key with its material. Unchangeable: each step of its life is a new value.
 *
 * @param versions the oldest first; never empty
 */
record MasterKey(
        String keyId,
        String owner,
        KeyPurpose purpose,
        KeyOrigin origin,
        KeySettings settings,
        KeyState state,
        Instant created,
        Optional<Instant> deletionDate,
        Optional<Instant> materialExpiry,
        List<MasterKeyVersion> versions) {
    MasterKey {
        versions = List.copyOf(versions);
    }

    /** A new key with its first version, which lacks its material when that is imported. */
    static MasterKey create(String owner, KeyPurpose purpose, KeyOrigin origin, KeySettings settings, Instant now) {
        return new MasterKey(
                UUID.randomUUID().toString(),
                owner,
                purpose,
                origin,
                settings,
                origin == KeyOrigin.EXTERNAL ? KeyState.PENDING_IMPORT : KeyState.ENABLED,
                now,
                Optional.empty(),
                Optional.empty(),
                List.of(newVersion(
                        1,
                        now,
                        origin == KeyOrigin.EXTERNAL
                                ? Optional.empty()
                                : Optional.of(KeyDerivation.randomBytes(MasterKeyVersion.MATERIAL_LENGTH)))));
    }

    private static MasterKeyVersion newVersion(int number, Instant now, Optional<byte[]> material) {
        KeyVersion facts = new KeyVersion(number, UUID.randomUUID().toString(), now, State.ACTIVE, Optional.empty());
        return new MasterKeyVersion(facts, material, Optional.empty());
    }

    KeyMetadata metadata() {
        return new KeyMetadata(
                keyId,
                owner,
                purpose,
                origin,
                settings,
                state,
                created,
                versions.stream().map(MasterKeyVersion::facts).toList(),
                deletionDate,
                materialExpiry);
    }

    /** The key as it is at that moment: imported material is gone once it has expired. */
    MasterKey at(Instant now) {
        return materialExpiry.filter(expiry -> !now.isBefore(expiry)).isPresent() ? withoutMaterial() : this;
    }

    /**
     * The version that wraps.
     *
     * @throws KeyManagementException when the key may not be used, or has no such version
     */
    MasterKeyVersion requireWrapping() {
        requireEnabled();
        return versions.reversed().stream()
                .filter(version -> version.state() == State.ACTIVE)
                .findFirst()
                .orElseThrow(() ->
                        new KeyManagementException(Kind.VERSION_STATE, "no version of the key " + keyId + " may wrap"));
    }

    /**
     * Nothing when there is no such version.
     *
     * @throws KeyManagementException when the key may not be used, or the version is destroyed
     */
    Optional<MasterKeyVersion> requireUnwrapping(int number) {
        requireEnabled();
        Optional<MasterKeyVersion> version = version(number);
        if (version.filter(found -> found.state() == State.DESTROYED).isPresent()) {
            throw new KeyManagementException(
                    Kind.DESTROYED, "version " + number + " of the key " + keyId + " is destroyed");
        }
        return version;
    }

    Optional<MasterKeyVersion> version(int number) {
        return versions.stream().filter(version -> version.number() == number).findFirst();
    }

    /** @throws KeyManagementException unless the key is enabled */
    MasterKey requireEnabled() {
        return switch (state) {
            case ENABLED -> this;
            case DISABLED -> throw new KeyManagementException(Kind.KEY_DISABLED, "the key " + keyId + " is disabled");
            case PENDING_IMPORT ->
                throw new KeyManagementException(Kind.PENDING_IMPORT, "the key " + keyId + " has no material");
            case PENDING_DELETION, DESTROYED -> requireAlive();
        };
    }

    /** @throws KeyManagementException when the key is destroyed or to be */
    MasterKey requireAlive() {
        requireNotDestroyed();
        if (state == KeyState.PENDING_DELETION) {
            throw new KeyManagementException(Kind.PENDING_DELETION, "the key " + keyId + " is pending deletion");
        }
        return this;
    }

    MasterKey requireNotDestroyed() {
        if (state == KeyState.DESTROYED) {
            throw new KeyManagementException(Kind.DESTROYED, "the key " + keyId + " is destroyed");
        }
        return this;
    }

    /** @throws KeyManagementException for another origin than this */
    MasterKey requireOrigin(KeyOrigin needed) {
        if (origin != needed) {
            throw new KeyManagementException(
                    Kind.UNSUPPORTED, "a key of origin " + origin + ", as " + keyId + ", cannot do that");
        }
        return this;
    }

    MasterKey withSettings(KeySettings newSettings) {
        return new MasterKey(
                keyId, owner, purpose, origin, newSettings, state, created, deletionDate, materialExpiry, versions);
    }

    MasterKey withState(KeyState newState, Optional<Instant> newDeletionDate) {
        return new MasterKey(
                keyId, owner, purpose, origin, settings, newState, created, newDeletionDate, materialExpiry, versions);
    }

    private MasterKey withMaterial(KeyState newState, Optional<Instant> expiry, List<MasterKeyVersion> newVersions) {
        return new MasterKey(
                keyId, owner, purpose, origin, settings, newState, created, deletionDate, expiry, newVersions);
    }

    /** No longer pending deletion. */
    MasterKey revived() {
        boolean waits = versions.stream()
                .allMatch(version ->
                        version.state() != State.DESTROYED && version.material().isEmpty());
        return withState(waits ? KeyState.PENDING_IMPORT : KeyState.ENABLED, Optional.empty());
    }

    MasterKey rotated(Instant now) {
        MasterKeyVersion next = newVersion(
                versions.getLast().number() + 1,
                now,
                Optional.of(KeyDerivation.randomBytes(MasterKeyVersion.MATERIAL_LENGTH)));
        return withVersions(Stream.concat(versions.stream(), Stream.of(next)).toList());
    }

    MasterKey withVersions(List<MasterKeyVersion> newVersions) {
        return withMaterial(state, materialExpiry, newVersions);
    }

    /** @throws KeyManagementException when the key has no such version */
    MasterKey withVersion(int number, UnaryOperator<MasterKeyVersion> change) {
        List<MasterKeyVersion> changed = new ArrayList<>(versions);
        int at = versions.indexOf(version(number)
                .orElseThrow(() -> new KeyManagementException(
                        Kind.KEY_NOT_FOUND, "the key " + keyId + " has no version " + number)));
        changed.set(at, change.apply(changed.get(at)));
        return withVersions(changed);
    }

    /** Copies the material. */
    MasterKey imported(byte[] material, Optional<Instant> expiry) {
        MasterKeyVersion version = versions.getLast();
        if (version.state() == State.DESTROYED) {
            throw new KeyManagementException(Kind.DESTROYED, "the material of the key " + keyId + " is destroyed");
        }
        if (!version.accepts(material)) {
            throw new KeyManagementException(
                    Kind.OTHER_MATERIAL, "the key " + keyId + " had other material than what is imported now");
        }
        KeyState next = state == KeyState.PENDING_IMPORT ? KeyState.ENABLED : state;
        return withMaterial(next, expiry, List.of(version.withMaterial(material.clone())));
    }

    MasterKey withoutMaterial() {
        KeyState next = state == KeyState.ENABLED || state == KeyState.DISABLED ? KeyState.PENDING_IMPORT : state;
        return withMaterial(
                next,
                Optional.empty(),
                versions.stream().map(MasterKeyVersion::withoutMaterial).toList());
    }

    /** What is left of the key: ids, numbers and times. */
    MasterKey destroyed(Instant now) {
        return new MasterKey(
                keyId,
                owner,
                purpose,
                origin,
                KeySettings.NONE,
                KeyState.DESTROYED,
                created,
                Optional.empty(),
                Optional.empty(),
                versions.stream()
                        .map(version -> version.state() == State.DESTROYED ? version : version.destroyed(now))
                        .toList());
    }

    /** Whether the key may be destroyed now as a whole. */
    boolean isDestructible(Instant now) {
        boolean due = deletionDate.filter(date -> !now.isBefore(date)).isPresent();
        return due
                || versions.stream()
                        .allMatch(version -> version.state() == State.FENCED || version.state() == State.DESTROYED);
    }

    @Override
    public String toString() {
        return metadata().toString();
    }
}
