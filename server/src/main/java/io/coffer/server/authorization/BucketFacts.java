package io.coffer.server.authorization;

import io.coffer.model.AccountId;
import io.coffer.model.BucketAcl;
import io.coffer.model.ObjectAcl;
import io.coffer.server.authorization.policy.Policy;
import java.util.Optional;

/**
 * What authorization has to know of a bucket.
 *
 * @param objectAcl of the object that the request is about, when it exists and its ACL counts
 * @param policy the bucket's own
 * @param publicAccessBlocked whether what ACLs and the policy open to everybody is without effect
 */
public record BucketFacts(
        AccountId owner,
        BucketAcl acl,
        Optional<ObjectAcl> objectAcl,
        AccessKind kind,
        Optional<Policy> policy,
        boolean publicAccessBlocked) {

    boolean aclGrants() {
        BucketAcl grant = publicAccessBlocked
                ? BucketAcl.PRIVATE
                : objectAcl.map(own -> own.within(acl)).orElse(acl);
        return switch (kind) {
            case READ -> grant.grantsRead();
            case WRITE -> grant.grantsWrite();
            case ADMINISTRATIVE -> false;
        };
    }

    /** The policy as far as it has effect. */
    Optional<Policy> effectivePolicy() {
        return publicAccessBlocked ? policy.map(Policy::withoutPublicAccess) : policy;
    }
}
