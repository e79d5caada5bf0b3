package io.coffer.server.identity;

import io.coffer.model.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A role that callers take on for a time.
 *
 * @param roleId 18 digits; a role that is deleted and made again under the same name has another
 * @param trustPolicy JSON text: who may assume it
 * @param maxSessionSeconds the longest a session may last
 */
public record Role(
        AccountId account,
        String roleId,
        String name,
        String description,
        String trustPolicy,
        int maxSessionSeconds,
        Instant created,
        Instant updated,
        List<Attachment> policies)
        implements PolicyHolder<Role> {

    /** Names of roles compare without case, and their ARNs are written in lower case. */
    public String arn() {
        return "acs:ram::" + account + ":role/" + name.toLowerCase(Locale.ROOT);
    }

    @Override
    public HolderKind kind() {
        return HolderKind.ROLE;
    }

    @Override
    public String id() {
        return roleId;
    }

    @Override
    public Role withPolicies(List<Attachment> newPolicies) {
        return new Role(
                account, roleId, name, description, trustPolicy, maxSessionSeconds, created, updated, newPolicies);
    }
}
