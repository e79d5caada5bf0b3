package io.coffer.server.identity;

import java.time.Instant;
import java.util.List;

/**
 * A policy by name.
 *
 * @param policyId empty for a system policy
 * @param document JSON text
 * @param attachedTo user ids; not kept for a system policy
 */
public record RamPolicy(
        PolicyType type,
        String policyId,
        String name,
        String description,
        String document,
        Instant created,
        List<String> attachedTo) {

    RamPolicy withAttachedTo(List<String> userIds) {
        return new RamPolicy(type, policyId, name, description, document, created, userIds);
    }
}
