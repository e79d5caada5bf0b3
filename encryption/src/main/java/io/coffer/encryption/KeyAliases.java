package io.coffer.encryption;

import java.util.List;
import java.util.Optional;

/** Further names of master keys, each used once within an account. Every method throws {@link KeyManagementException}. */
public interface KeyAliases {
    /** A name of a key; it goes with the key. */
    record Alias(String owner, String name, String keyId) {}

    /**
     * Refused as {@link KeyManagementException.Kind#ALIAS_TAKEN} when the account has the alias already, and for a key that
     * is pending deletion.
     *
     * @param name at most 256 characters
     */
    void createAlias(String owner, String name, String keyId);

    /** Lets the alias stand for another key of the account. Refused when that one is pending deletion. */
    void updateAlias(String owner, String name, String keyId);

    /** Whatever the state of its key. */
    void deleteAlias(String owner, String name);

    Optional<Alias> alias(String owner, String name);

    /** All of an account, by name. */
    List<Alias> aliases(String owner);
}
