package io.coffer.encryption.provider;

import io.coffer.encryption.DestroyedVersion;
import io.coffer.encryption.KeyDestruction;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyMetadata;
import io.coffer.encryption.KeyStanding;
import io.coffer.encryption.KeyVersion.State;
import io.coffer.encryption.ServiceDeletion;
import io.coffer.encryption.ServiceStatement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The end of keys at a service, as far as the service lets it be brought about from here, and what it says about it. */
public final class ExternalKeyDestruction implements KeyDestruction, ServiceDeletion {
    private final ExternalKeys keys;
    private final KeyLifecycle lifecycle;
    private final InstantSource clock;

    /** @param keys of the same service */
    public ExternalKeyDestruction(ExternalKeys keys, KeyLifecycle lifecycle, InstantSource clock) {
        this.keys = keys;
        this.lifecycle = lifecycle;
        this.clock = clock;
    }

    @Override
    public void requireVersionsApart() {
        lifecycle.requireVersionsApart();
    }

    @Override
    public KeyMetadata setVersionState(String keyId, int version, State state) {
        switch (state) {
            case NO_NEW_WRAPS, FENCED -> {
                keys.requireListed(keyId);
                lifecycle.fence(keyId, version);
            }
            case ACTIVE ->
                throw new KeyManagementException(
                        Kind.UNSUPPORTED, "that a version wraps again is brought about at the key service alone");
            case DESTROYED -> throw new IllegalArgumentException("a version is destroyed in another way");
        }
        return keys.describe(keyId);
    }

    @Override
    public void requireDestructible(String keyId, int version) {
        keys.requireListed(keyId);
        lifecycle.requireDestructible(keyId, version);
    }

    @Override
    public KeyMetadata destroyVersion(String keyId, int version) {
        keys.requireListed(keyId);
        lifecycle.destroy(keyId, version);
        return keys.describe(keyId);
    }

    @Override
    public void requireDestructible(String keyId) {
        throw new KeyManagementException(Kind.UNSUPPORTED, "whole keys are deleted at the key service that keeps them");
    }

    @Override
    public KeyMetadata destroy(String keyId) {
        requireDestructible(keyId);
        return keys.describe(keyId);
    }

    @Override
    public Optional<ServiceStatement> statement(String keyId) {
        return Optional.of(standing(keyId).statement());
    }

    /** With the time at which it was seen: the service does not say when it was. */
    @Override
    public List<DestroyedVersion> destroyed() {
        List<DestroyedVersion> destroyed = new ArrayList<>();
        for (KeyMetadata key : keys.list()) {
            key.versions().stream()
                    .filter(version -> version.state() == State.DESTROYED)
                    .map(version -> new DestroyedVersion(
                            key.keyId(),
                            key.owner(),
                            key.purpose(),
                            version.number(),
                            version.id(),
                            version.created(),
                            clock.instant(),
                            false))
                    .forEach(destroyed::add);
        }
        destroyed.sort(Comparator.comparing(DestroyedVersion::keyId).thenComparingInt(DestroyedVersion::number));
        return destroyed;
    }

    /** Leaves alone what is not listed any more, and asks no further when the service does not answer. */
    @Override
    public int replay(Collection<DestroyedVersion> destroyed) {
        Map<String, List<DestroyedVersion>> byKey = new TreeMap<>();
        destroyed.stream()
                .filter(trace -> keys.ids().contains(trace.keyId()))
                .sorted(Comparator.comparingInt(DestroyedVersion::number))
                .forEach(trace -> byKey.computeIfAbsent(trace.keyId(), key -> new ArrayList<>())
                        .add(trace));
        int back = 0;
        Optional<KeyManagementException> failure = Optional.empty();
        for (Map.Entry<String, List<DestroyedVersion>> of : byKey.entrySet()) {
            try {
                back += lifecycle.destroyAgain(of.getKey(), of.getValue());
            } catch (KeyManagementException failed) {
                if (failed.kind() == Kind.UNAVAILABLE) {
                    throw failed;
                }
                failure = Optional.of(failed);
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        return back;
    }

    @Override
    public List<ServiceKey> keys() {
        return keys.ids().stream()
                .map(id -> new ServiceKey(id, keys.owner(id), keys.purpose(id)))
                .toList();
    }

    @Override
    public List<String> versions(String keyId) {
        return lifecycle.metVersions(keyId);
    }

    @Override
    public KeyStanding standing(String keyId) {
        return lifecycle.standing(keyId, clock.instant());
    }
}
