package io.coffer.server.identity;

import io.coffer.model.AccountId;
import io.coffer.server.authorization.policy.Policy;
import java.util.List;
import java.util.Optional;

/** The roles that sessions are of, as they are now. Called for every request of a session. */
public interface AssumableRoles {
    Optional<AssumableRole> assumableRole(AccountId account, String name);

    /** What bounds every caller of the account; empty when nothing does. */
    List<Policy> controlPolicies(AccountId account);
}
