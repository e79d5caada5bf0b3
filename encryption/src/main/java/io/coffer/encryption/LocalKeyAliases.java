package io.coffer.encryption;

import io.coffer.encryption.KeyManagementException.Kind;
import java.util.List;
import java.util.Optional;

/** Aliases in the local key ring. */
final class LocalKeyAliases implements KeyAliases {
    private static final int MAX_LENGTH = 256;

    private final LiveKeyRing ring;

    LocalKeyAliases(LiveKeyRing ring) {
        this.ring = ring;
    }

    @Override
    public void createAlias(String owner, String name, String keyId) {
        if (name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("an alias has at most 256 characters");
        }
        ring.change(keys -> {
            requireOwned(keys, owner, keyId);
            if (keys.alias(owner, name).isPresent()) {
                throw new KeyManagementException(Kind.ALIAS_TAKEN, "the alias " + name + " is used already");
            }
            return keys.with(new Alias(owner, name, keyId));
        });
    }

    @Override
    public void updateAlias(String owner, String name, String keyId) {
        ring.change(keys -> {
            Alias current = require(keys, owner, name);
            requireOwned(keys, owner, keyId);
            return current.keyId().equals(keyId) ? keys : keys.with(new Alias(owner, name, keyId));
        });
    }

    @Override
    public void deleteAlias(String owner, String name) {
        ring.change(keys -> keys.withoutAlias(require(keys, owner, name)));
    }

    private static void requireOwned(KeyRing keys, String owner, String keyId) {
        if (!keys.require(keyId).requireAlive().owner().equals(owner)) {
            throw new KeyManagementException(Kind.KEY_NOT_FOUND, "the account has no key " + keyId);
        }
    }

    private static Alias require(KeyRing keys, String owner, String name) {
        return keys.alias(owner, name)
                .orElseThrow(() -> new KeyManagementException(Kind.ALIAS_NOT_FOUND, "there is no alias " + name));
    }

    @Override
    public Optional<Alias> alias(String owner, String name) {
        return ring.now().alias(owner, name);
    }

    @Override
    public List<Alias> aliases(String owner) {
        return ring.now().aliases().stream()
                .filter(alias -> alias.owner().equals(owner))
                .toList();
    }
}
