package io.coffer.server.authorization;

import io.coffer.model.AccountId;
import io.coffer.model.BucketAcl;
import io.coffer.model.ObjectAcl;
import java.util.Optional;

/**
 * What authorization has to know of a bucket.
 *
 * @param objectAcl of the object that the request is about, when it exists and its ACL counts
 */
public record BucketFacts(AccountId owner, BucketAcl acl, Optional<ObjectAcl> objectAcl, AccessKind kind) {
    boolean aclGrants() {
        BucketAcl grant = objectAcl.map(own -> own.within(acl)).orElse(acl);
        return switch (kind) {
            case READ -> grant.grantsRead();
            case WRITE -> grant.grantsWrite();
            case ADMINISTRATIVE -> false;
        };
    }
}
