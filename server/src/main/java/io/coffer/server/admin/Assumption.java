package io.coffer.server.admin;

import io.coffer.server.authorization.RequestContext;
import io.coffer.server.authorization.policy.Policy;
import java.util.Optional;

/**
 * A caller's wish to assume a role.
 *
 * @param trust the role's trust policy; absent when there is no such role
 * @param externalId what the caller was told by the role's owner
 */
record Assumption(String roleArn, Optional<Policy> trust, Optional<String> externalId) {
    RequestContext in(RequestContext context) {
        return externalId.map(id -> context.and("sts:ExternalId", id)).orElse(context);
    }
}
