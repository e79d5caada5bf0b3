package io.coffer.encryption;

import io.coffer.encryption.KeyAliases.Alias;
import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyMetadata.KeyState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;

/** All master keys and aliases at one moment, keys in the order of creation. Unchangeable, so readers need no lock. */
final class KeyRing {
    static final KeyRing EMPTY = new KeyRing(List.of(), List.of());

    private record OnDemand(String owner, KeyPurpose purpose) {}

    private final SequencedMap<String, MasterKey> keys;
    private final Map<OnDemand, MasterKey> onDemand = new HashMap<>();
    private final TreeSet<Alias> aliases =
            new TreeSet<>(Comparator.comparing(Alias::owner).thenComparing(Alias::name));

    /** @throws IllegalArgumentException when two keys have one id, or an alias is used twice or stands for no key */
    KeyRing(Collection<MasterKey> keys, Collection<Alias> aliases) {
        SequencedMap<String, MasterKey> byId = new LinkedHashMap<>();
        for (MasterKey key : keys) {
            if (byId.put(key.keyId(), key) != null) {
                throw new IllegalArgumentException("two keys have the id " + key.keyId());
            }
            if (key.purpose() != KeyPurpose.CUSTOMER && key.state() != KeyState.DESTROYED) {
                onDemand.putIfAbsent(new OnDemand(key.owner(), key.purpose()), key);
            }
        }
        for (Alias alias : aliases) {
            if (!byId.containsKey(alias.keyId()) || !this.aliases.add(alias)) {
                throw new IllegalArgumentException("the alias " + alias.name() + " is used twice or stands for no key");
            }
        }
        this.keys = Collections.unmodifiableSequencedMap(byId);
    }

    Optional<MasterKey> get(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    /** @throws KeyManagementException when there is none */
    MasterKey require(String keyId) {
        return get(keyId).orElseThrow(() -> new KeyManagementException(Kind.KEY_NOT_FOUND, "there is no key " + keyId));
    }

    /** The oldest, should there be several; never a destroyed one. */
    Optional<MasterKey> find(String owner, KeyPurpose purpose) {
        return Optional.ofNullable(onDemand.get(new OnDemand(owner, purpose)));
    }

    Collection<MasterKey> all() {
        return keys.values();
    }

    /** By owner and name. */
    Collection<Alias> aliases() {
        return Collections.unmodifiableCollection(aliases);
    }

    Optional<Alias> alias(String owner, String name) {
        Alias sought = new Alias(owner, name, "");
        return Optional.ofNullable(aliases.floor(sought))
                .filter(found -> found.owner().equals(owner) && found.name().equals(name));
    }

    /** The key in the place of the one with its id, or behind all others. */
    KeyRing with(MasterKey key) {
        SequencedMap<String, MasterKey> changed = new LinkedHashMap<>(keys);
        changed.put(key.keyId(), key);
        return new KeyRing(changed.values(), aliases);
    }

    /** The alias in the place of the one with its owner and name, if there is one. */
    KeyRing with(Alias alias) {
        List<Alias> changed = new ArrayList<>(without(alias));
        changed.add(alias);
        return new KeyRing(keys.values(), changed);
    }

    KeyRing withoutAlias(Alias alias) {
        return new KeyRing(keys.values(), without(alias));
    }

    KeyRing withoutAliasesOf(String keyId) {
        return new KeyRing(
                keys.values(),
                aliases.stream().filter(alias -> !alias.keyId().equals(keyId)).toList());
    }

    private List<Alias> without(Alias alias) {
        return aliases.stream().filter(other -> !sameName(other, alias)).toList();
    }

    private static boolean sameName(Alias one, Alias other) {
        return one.owner().equals(other.owner()) && one.name().equals(other.name());
    }
}
