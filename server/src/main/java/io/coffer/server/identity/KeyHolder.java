package io.coffer.server.identity;

import io.coffer.model.AccountId;
import java.util.Optional;

/**
 * Whose access keys: the root's of an account, or a user's.
 *
 * @param userName absent for the root
 */
public record KeyHolder(AccountId account, Optional<String> userName) {
    public static KeyHolder root(AccountId account) {
        return new KeyHolder(account, Optional.empty());
    }

    public static KeyHolder user(AccountId account, String userName) {
        return new KeyHolder(account, Optional.of(userName));
    }
}
