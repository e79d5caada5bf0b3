package io.coffer.server.admin;

import io.coffer.encryption.KeyAliases;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import java.util.List;
import java.util.Optional;

/** Keys beyond this server have their aliases where they are. */
final class NoAliases implements KeyAliases {
    private static KeyManagementException unsupported() {
        return new KeyManagementException(Kind.UNSUPPORTED, "aliases are given at the key service that keeps the keys");
    }

    @Override
    public void createAlias(String owner, String name, String keyId) {
        throw unsupported();
    }

    @Override
    public void updateAlias(String owner, String name, String keyId) {
        throw unsupported();
    }

    @Override
    public void deleteAlias(String owner, String name) {
        throw unsupported();
    }

    @Override
    public Optional<Alias> alias(String owner, String name) {
        return Optional.empty();
    }

    @Override
    public List<Alias> aliases(String owner) {
        return List.of();
    }
}
