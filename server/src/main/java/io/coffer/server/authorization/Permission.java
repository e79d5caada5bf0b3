package io.coffer.server.authorization;

import io.coffer.model.AccountId;
import io.coffer.model.BucketName;
import io.coffer.model.ObjectKey;
import io.coffer.model.Region;
import io.coffer.server.authorization.policy.ResourceName;

/**
 * What a request needs to be allowed: an action on a resource.
 *
 * @param action such as {@code oss:GetObject}
 */
public record Permission(String action, ResourceName resource) {
    private static final String OSS = "oss";

    /** @param resource {@code acs:service:region:account:path} */
    public Permission(String action, String resource) {
        this(action, ResourceName.parse(resource));
    }

    /** On the service as a whole, as ListBuckets needs it. */
    public static Permission onService(String action, Region region, AccountId account) {
        return new Permission(action, new ResourceName(OSS, region.id(), account.value(), "*"));
    }

    public static Permission onBucket(String action, Region region, AccountId owner, BucketName bucket) {
        return new Permission(action, new ResourceName(OSS, region.id(), owner.value(), bucket.value()));
    }

    public static Permission onObject(String action, Region region, AccountId owner, BucketName bucket, ObjectKey key) {
        return new Permission(
                action, new ResourceName(OSS, region.id(), owner.value(), bucket.value() + "/" + key.value()));
    }

    /** Use of a master key by SSE-KMS, such as {@code kms:GenerateDataKey}. */
    public static Permission onKey(String action, Region region, AccountId owner, String keyId) {
        return new Permission(action, new ResourceName("kms", region.id(), owner.value(), "key/" + keyId));
    }

    public boolean isOnObject() {
        return resource.service().equals(OSS) && resource.path().indexOf('/') >= 0;
    }

    public boolean isInBucket() {
        return resource.service().equals(OSS) && !resource.path().equals("*");
    }

    public boolean isOnKey() {
        return resource.service().equals("kms");
    }

    /** The assumption of a role, which its trust policy decides as well. */
    boolean isAssumption() {
        return action.equals("sts:AssumeRole");
    }

    /** The bucket's name, for a resource that is in one. */
    public String bucket() {
        int slash = resource.path().indexOf('/');
        return slash < 0 ? resource.path() : resource.path().substring(0, slash);
    }
}
