package io.coffer.server.config;

import io.coffer.model.AccountId;
import java.util.Optional;

/**
 * An account that exists from the start.
 *
 * @param id absent lets the server make one at the first start and keep it
 */
public record AccountConfig(
        @Setting("The account's number; the server makes one when it is absent.")
        Optional<AccountId> id,

        @Setting("The account's name, unique among accounts.")
        String name,

        @Setting("The access key of the account's root user.")
        RootAccessKey rootAccessKey) {
    /** The secret stays outside the file. */
    public record RootAccessKey(
            @Setting("The access key id.") String id,

            @Setting("Where the access key secret is: `file:PATH` or `env:NAME`.")
            SecretReference secret) {
        public RootAccessKey {
            requireName("id", id);
        }
    }

    public AccountConfig {
        requireName("name", name);
    }

    private static void requireName(String key, String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}")) {
            throw new IllegalArgumentException(
                    key + " must be 1 to 128 letters, digits, dots, hyphens and underscores");
        }
    }
}
