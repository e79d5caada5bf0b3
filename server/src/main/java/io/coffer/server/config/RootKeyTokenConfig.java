package io.coffer.server.config;

import io.coffer.encryption.TokenRootKey;
import java.nio.file.Path;

/** A root key that is kept in a PKCS#11 token and never leaves it. */
public record RootKeyTokenConfig(
        @Setting("The token's PKCS#11 library.") Path library,

        @Setting(
                value = "The token's slot: its number, or `index:N` for the one at place N of the library's list.",
                fallback = "index:0")
        String slot,

        @Setting("Where the token's user PIN is: `file:PATH` or `env:NAME`.")
        SecretReference pin,

        @Setting(
                value = "Label of the key; the first start of an empty store lets the token make it.",
                fallback = "coffer-root-key")
        String keyLabel) {
    public RootKeyTokenConfig {
        new TokenRootKey.Place(library, slot, keyLabel);
    }

    public TokenRootKey.Place place() {
        return new TokenRootKey.Place(library, slot, keyLabel);
    }
}
