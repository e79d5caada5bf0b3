package io.coffer.server.authorization;

import java.util.List;
import java.util.Optional;

/**
 * Permissions that concern one bucket, or none. An operation on two buckets, as CopyObject, makes two of them.
 *
 * @param permissions all of them are needed
 * @param bucket absent for what is in no bucket: the service, RAM users, master keys
 * @param circumstances what conditions can see of this beside the request, such as tags of an object
 */
public record AccessRequest(List<Permission> permissions, Optional<BucketFacts> bucket, RequestContext circumstances) {
    public AccessRequest(List<Permission> permissions, Optional<BucketFacts> bucket) {
        this(permissions, bucket, RequestContext.EMPTY);
    }

    /** @throws IllegalArgumentException without a permission: nothing is allowed by asking for nothing */
    public AccessRequest {
        permissions = List.copyOf(permissions);
        if (permissions.isEmpty()) {
            throw new IllegalArgumentException("an access request names at least one permission");
        }
    }
}
