package io.coffer.server.identity;

import io.coffer.model.AccountId;
import io.coffer.server.authorization.policy.PolicyKind;
import io.coffer.server.metadata.ControlRecords.Stored;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The roles of accounts. A name finds its role whatever the case. */
public final class Roles {
    public static final int LEAST_SESSION_SECONDS = 3600;
    public static final int MOST_SESSION_SECONDS = 43_200;
    private static final int MAX_ROLES = 1000;
    private static final int MAX_DESCRIPTION = 1024;

    private final IdentityRecords records;
    private final DocumentText documents;
    private final InstantSource clock;

    Roles(IdentityRecords records, DocumentText documents, InstantSource clock) {
        this.records = records;
        this.documents = documents;
        this.clock = clock;
    }

    /**
     * @param maxSessionSeconds the least when absent
     * @throws RamException when the name is bad or taken, or the trust policy is none
     */
    public Role create(
            AccountId account,
            String name,
            String description,
            String trustPolicy,
            Optional<Integer> maxSessionSeconds) {
        IdentityRules.requireRoleName(name);
        requireContent(description, Optional.of(trustPolicy), maxSessionSeconds);
        if (records.count(IdentityRecords.roles(account)) >= MAX_ROLES) {
            throw RamError.TOO_MANY_ROLES.exception();
        }
        Instant now = clock.instant();
        Role role = new Role(
                account,
                IdentityRules.newRoleId(),
                name,
                description,
                trustPolicy,
                maxSessionSeconds.orElse(LEAST_SESSION_SECONDS),
                now,
                now,
                List.of());
        if (!records.create(IdentityRecords.role(account, name), role)) {
            throw RamError.ROLE_EXISTS.exception();
        }
        return role;
    }

    /** @throws RamException {@link RamError#NO_SUCH_ROLE} */
    public Role get(AccountId account, String name) {
        return stored(account, name).value();
    }

    /** Every role of the account, in the order of their names in lower case. */
    public List<Role> list(AccountId account) {
        return records.list(IdentityRecords.roles(account), Role.class);
    }

    /**
     * Changes what is given of a role.
     *
     * @throws RamException when there is no such role, or the trust policy is none
     */
    public Role update(
            AccountId account,
            String name,
            Optional<String> description,
            Optional<String> trustPolicy,
            Optional<Integer> maxSessionSeconds) {
        IdentityRules.requireRoleName(name);
        requireContent(description.orElse(""), trustPolicy, maxSessionSeconds);
        return records.update(
                IdentityRecords.role(account, name),
                Role.class,
                RamError.NO_SUCH_ROLE::exception,
                role -> new Role(
                        account,
                        role.roleId(),
                        role.name(),
                        description.orElse(role.description()),
                        trustPolicy.orElse(role.trustPolicy()),
                        maxSessionSeconds.orElse(role.maxSessionSeconds()),
                        role.created(),
                        clock.instant(),
                        role.policies()));
    }

    /** @throws RamException when there is no such role, or it still has policies */
    public void delete(AccountId account, String name) {
        Stored<Role> role;
        do {
            role = stored(account, name);
            if (!role.value().policies().isEmpty()) {
                throw RamError.ROLE_HAS_POLICIES.exception();
            }
        } while (!records.delete(role));
    }

    private Stored<Role> stored(AccountId account, String name) {
        IdentityRules.requireRoleName(name);
        return records.find(IdentityRecords.role(account, name), Role.class)
                .orElseThrow(RamError.NO_SUCH_ROLE::exception);
    }

    private void requireContent(String description, Optional<String> trustPolicy, Optional<Integer> maxSessionSeconds) {
        IdentityRules.requireText(description, MAX_DESCRIPTION);
        trustPolicy.ifPresent(document -> documents.require(PolicyKind.TRUST, document));
        maxSessionSeconds
                .filter(seconds -> seconds < LEAST_SESSION_SECONDS || seconds > MOST_SESSION_SECONDS)
                .ifPresent(seconds -> {
                    throw RamError.INVALID_SESSION_DURATION.exception();
                });
    }
}
