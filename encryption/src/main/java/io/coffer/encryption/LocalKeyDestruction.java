package io.coffer.encryption;

import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyVersion.State;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Destruction in the local key ring: the file is written anew under another keystore key, the old one overwritten. */
final class LocalKeyDestruction implements KeyDestruction {
    private final LiveKeyRing ring;

    LocalKeyDestruction(LiveKeyRing ring) {
        this.ring = ring;
    }

    @Override
    public KeyMetadata setVersionState(String keyId, int version, State state) {
        if (state == State.DESTROYED) {
            throw new IllegalArgumentException("a version is destroyed in another way");
        }
        return ring.edit(
                keyId,
                key -> key.requireNotDestroyed().withVersion(version, current -> {
                    if (current.state() == State.DESTROYED) {
                        throw new KeyManagementException(
                                Kind.DESTROYED, "version " + version + " of the key " + keyId + " is destroyed");
                    }
                    return current.in(state);
                }));
    }

    @Override
    public void requireDestructible(String keyId, int version) {
        MasterKey unused = ring.key(keyId).withVersion(version, current -> destroyed(keyId, current));
    }

    @Override
    public void requireDestructible(String keyId) {
        MasterKey key = ring.key(keyId);
        if (key.state() != KeyState.DESTROYED) {
            requireDestructible(key);
        }
    }

    @Override
    public KeyMetadata destroyVersion(String keyId, int version) {
        ring.changeAndErase(keys -> {
            MasterKey key = keys.require(keyId);
            MasterKey changed = key.withVersion(version, current -> destroyed(keyId, current));
            return changed.equals(key) ? keys : keys.with(changed);
        });
        return ring.key(keyId).metadata();
    }

    private MasterKeyVersion destroyed(String keyId, MasterKeyVersion version) {
        return switch (version.state()) {
            case FENCED -> version.destroyed(ring.time());
            case DESTROYED -> version;
            case ACTIVE, NO_NEW_WRAPS ->
                throw new KeyManagementException(
                        Kind.VERSION_STATE, "version " + version.number() + " of the key " + keyId + " is not fenced");
        };
    }

    @Override
    public KeyMetadata destroy(String keyId) {
        ring.changeAndErase(keys -> {
            MasterKey key = keys.require(keyId);
            if (key.state() == KeyState.DESTROYED) {
                return keys;
            }
            requireDestructible(key);
            return keys.with(key.destroyed(ring.time())).withoutAliasesOf(keyId);
        });
        return ring.key(keyId).metadata();
    }

    private void requireDestructible(MasterKey key) {
        if (key.settings().deletionProtection().isPresent()) {
            throw new KeyManagementException(
                    Kind.DELETION_PROTECTED, "the key " + key.keyId() + " is protected from deletion");
        }
        if (!key.isDestructible(ring.time())) {
            throw new KeyManagementException(
                    Kind.VERSION_STATE,
                    "the key " + key.keyId()
                            + " has versions that are not fenced, and no deletion date that has passed");
        }
    }

    @Override
    public List<DestroyedVersion> destroyed() {
        return ring.now().all().stream()
                .flatMap(LocalKeyDestruction::traces)
                .sorted(Comparator.comparing(DestroyedVersion::keyId).thenComparingInt(DestroyedVersion::number))
                .toList();
    }

    private static Stream<DestroyedVersion> traces(MasterKey key) {
        return key.versions().stream()
                .map(MasterKeyVersion::facts)
                .filter(version -> version.state() == State.DESTROYED)
                .map(version -> new DestroyedVersion(
                        key.keyId(),
                        key.owner(),
                        key.purpose(),
                        version.number(),
                        version.id(),
                        version.created(),
                        version.destroyed().orElseThrow(),
                        key.state() == KeyState.DESTROYED));
    }

    @Override
    public int replay(Collection<DestroyedVersion> destroyed) {
        return ring.changeAndErase(keys -> {
            KeyRing replayed = keys;
            for (DestroyedVersion trace : destroyed) {
                replayed = replayed(replayed, trace);
            }
            return replayed;
        });
    }

    private static KeyRing replayed(KeyRing keys, DestroyedVersion trace) {
        Optional<MasterKey> found = keys.get(trace.keyId());
        if (found.isEmpty()) {
            return keys.with(unknown(trace));
        }
        MasterKey marked = marked(found.get(), trace);
        if (trace.wholeKey() && marked.state() != KeyState.DESTROYED) {
            return keys.with(marked.destroyed(trace.destroyed())).withoutAliasesOf(trace.keyId());
        }
        return marked.equals(found.get()) ? keys : keys.with(marked);
    }

    /** A number that the copy has given to a version of its own meanwhile stays that version's. */
    private static MasterKey marked(MasterKey key, DestroyedVersion trace) {
        SortedMap<Integer, MasterKeyVersion> versions = new TreeMap<>();
        key.versions().forEach(version -> versions.put(version.number(), version));
        versions.merge(
                trace.number(),
                version(trace),
                (own, traced) -> own.facts().id().equals(trace.versionId()) ? traced : own);
        return key.withVersions(List.copyOf(versions.values()));
    }

    private static MasterKeyVersion version(DestroyedVersion trace) {
        KeyVersion facts = new KeyVersion(
                trace.number(), trace.versionId(), trace.created(), State.DESTROYED, Optional.of(trace.destroyed()));
        return new MasterKeyVersion(facts, Optional.empty(), Optional.empty());
    }

    /** Of a key that the copy does not know. */
    private static MasterKey unknown(DestroyedVersion trace) {
        return new MasterKey(
                trace.keyId(),
                trace.owner(),
                trace.purpose(),
                KeyOrigin.COFFER,
                KeySettings.NONE,
                KeyState.DESTROYED,
                trace.created(),
                Optional.empty(),
                Optional.empty(),
                List.of(version(trace)));
    }
}
