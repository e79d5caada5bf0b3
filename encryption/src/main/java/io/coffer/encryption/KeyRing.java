package io.coffer.encryption;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** All master keys at one moment, in the order of their creation. Unchangeable, so readers need no lock. */
final class KeyRing {
    static final KeyRing EMPTY = new KeyRing(List.of());

    private record OnDemand(String owner, KeyPurpose purpose) {}

    private final SequencedMap<String, MasterKey> keys;
    private final Map<OnDemand, MasterKey> onDemand = new HashMap<>();

    /** @throws IllegalArgumentException when two keys have one id */
    KeyRing(Collection<MasterKey> keys) {
        SequencedMap<String, MasterKey> byId = new LinkedHashMap<>();
        for (MasterKey key : keys) {
            if (byId.put(key.keyId(), key) != null) {
                throw new IllegalArgumentException("two keys have the id " + key.keyId());
            }
            if (key.purpose() != KeyPurpose.CUSTOMER) {
                onDemand.putIfAbsent(new OnDemand(key.owner(), key.purpose()), key);
            }
        }
        this.keys = Collections.unmodifiableSequencedMap(byId);
    }

    Optional<MasterKey> get(String keyId) {
        return Optional.ofNullable(keys.get(keyId));
    }

    /** The oldest, should there be several. */
    Optional<MasterKey> find(String owner, KeyPurpose purpose) {
        return Optional.ofNullable(onDemand.get(new OnDemand(owner, purpose)));
    }

    Collection<MasterKey> all() {
        return keys.values();
    }

    /** The key in the place of the one with its id, or behind all others. */
    KeyRing with(MasterKey key) {
        SequencedMap<String, MasterKey> changed = new LinkedHashMap<>(keys);
        changed.put(key.keyId(), key);
        return new KeyRing(new ArrayList<>(changed.values()));
    }
}
