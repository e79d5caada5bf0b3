package io.coffer.server.identity;

import io.coffer.model.AccountId;
import java.time.Instant;
import java.util.List;

/**
 * A RAM user with its access keys and the policies attached to it.
 *
 * @param userId 18 digits, kept when the user is renamed
 */
public record User(
        AccountId account,
        String userId,
        String name,
        UserProfile profile,
        Instant created,
        Instant updated,
        List<StoredKey> keys,
        List<Attachment> policies) {

    /**
     * A policy attached to the user.
     *
     * @param policyId of a custom policy: one deleted and made again under the same name is another
     */
    public record Attachment(PolicyType type, String name, String policyId, Instant attached) {
        boolean isOf(PolicyType otherType, String otherName) {
            return type == otherType && name.equals(otherName);
        }
    }

    User withKeys(List<StoredKey> newKeys) {
        return new User(account, userId, name, profile, created, updated, newKeys, policies);
    }

    User withPolicies(List<Attachment> newPolicies) {
        return new User(account, userId, name, profile, created, updated, keys, newPolicies);
    }

    User changed(String newName, UserProfile newProfile, Instant now) {
        return new User(account, userId, newName, newProfile, created, now, keys, policies);
    }
}
