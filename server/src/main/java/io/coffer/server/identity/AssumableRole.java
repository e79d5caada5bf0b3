package io.coffer.server.identity;

import io.coffer.model.AccountId;
import io.coffer.server.authorization.policy.Policy;
import java.time.Duration;
import java.util.List;

/**
 * A role as those need it who assume it.
 *
 * @param trust who may
 * @param policies what its sessions may do
 */
public record AssumableRole(
        AccountId account, String name, String roleId, Policy trust, List<Policy> policies, Duration maxSession) {
    public AssumableRole {
        policies = List.copyOf(policies);
    }
}
