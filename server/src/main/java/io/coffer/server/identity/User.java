package io.coffer.server.identity;

import io.coffer.model.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A RAM user with its access keys, the policies attached to it and the groups it is in.
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
        List<Attachment> policies,
        List<Membership> groups)
        implements PolicyHolder<User> {

    /** @param groups absent in records of old */
    public User(
            AccountId account,
            String userId,
            String name,
            UserProfile profile,
            Instant created,
            Instant updated,
            List<StoredKey> keys,
            List<Attachment> policies,
            @Nullable List<Membership> groups) {
        this.account = account;
        this.userId = userId;
        this.name = name;
        this.profile = profile;
        this.created = created;
        this.updated = updated;
        this.keys = keys;
        this.policies = policies;
        this.groups = groups == null ? List.of() : List.copyOf(groups);
    }

    @Override
    public HolderKind kind() {
        return HolderKind.USER;
    }

    @Override
    public String id() {
        return userId;
    }

    Optional<Membership> membership(String groupId) {
        return groups.stream()
                .filter(membership -> membership.groupId().equals(groupId))
                .findFirst();
    }

    User withKeys(List<StoredKey> newKeys) {
        return new User(account, userId, name, profile, created, updated, newKeys, policies, groups);
    }

    @Override
    public User withPolicies(List<Attachment> newPolicies) {
        return new User(account, userId, name, profile, created, updated, keys, newPolicies, groups);
    }

    User withGroups(List<Membership> newGroups) {
        return new User(account, userId, name, profile, created, updated, keys, policies, newGroups);
    }

    User changed(String newName, UserProfile newProfile, Instant now) {
        return new User(account, userId, newName, newProfile, created, now, keys, policies, groups);
    }
}
