package io.coffer.server.identity;

import io.coffer.model.AccountId;
import java.time.Instant;
import java.util.List;

/** An account, with the access keys of its root. */
public record Account(AccountId id, String name, Instant created, List<StoredKey> keys) {
    Account withKeys(List<StoredKey> newKeys) {
        return new Account(id, name, created, newKeys);
    }
}
