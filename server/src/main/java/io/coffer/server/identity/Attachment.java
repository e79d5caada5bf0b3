package io.coffer.server.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * A policy attached to a user, group or role.
 *
 * @param policyId of a custom policy: one deleted and made again under the same name is another
 * @param note how the policy's own record tells of this attachment; absent for a policy of the system, and in records
 *     of old, where it is the holder's id
 */
public record Attachment(PolicyType type, String name, String policyId, Instant attached, Optional<String> note) {
    boolean isOf(PolicyType otherType, String otherName) {
        return type == otherType && name.equals(otherName);
    }
}
