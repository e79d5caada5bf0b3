package io.coffer.server.identity;

import io.coffer.model.AccountId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account, with the access keys of its root.
 *
 * @param controlPolicies bound everyone in it, its root too; here and not in records of their own, so that nothing that
 *     is lost can loosen them
 */
public record Account(
        AccountId id, String name, Instant created, List<StoredKey> keys, List<ControlPolicy> controlPolicies) {
    /** @param controlPolicies absent in records of old */
    public Account(
            AccountId id,
            String name,
            Instant created,
            List<StoredKey> keys,
            @Nullable List<ControlPolicy> controlPolicies) {
        this.id = id;
        this.name = name;
        this.created = created;
        this.keys = keys;
        this.controlPolicies = controlPolicies == null ? List.of() : List.copyOf(controlPolicies);
    }

    Account withKeys(List<StoredKey> newKeys) {
        return new Account(id, name, created, newKeys, controlPolicies);
    }

    Account withControlPolicies(List<ControlPolicy> policies) {
        return new Account(id, name, created, keys, policies);
    }
}
