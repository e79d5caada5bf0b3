package io.coffer.server.operation;

import io.coffer.model.EncryptionRule;
import io.coffer.model.ObjectAcl;
import io.coffer.model.ObjectKey;
import io.coffer.model.VersionId;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.bucket.BucketSnapshot;
import java.util.Optional;

/** Asks, for the caller of one request, whether it may do something beside the operation's own permission. */
public interface Rights {
    /**
     * For an object as it is now.
     *
     * @throws io.coffer.model.OssException when the caller may not
     */
    default void requireOnObject(String action, AccessKind kind, BucketSnapshot bucket, ObjectKey key) {
        requireOnObject(action, kind, bucket, key, Optional.empty());
    }

    /**
     * For one version of an object, whose own ACL and tags count; absent means the current one.
     *
     * @throws io.coffer.model.OssException when the caller may not
     */
    void requireOnObject(
            String action, AccessKind kind, BucketSnapshot bucket, ObjectKey key, Optional<VersionId> version);

    /**
     * For every object whose key begins so, those included that are not there yet.
     *
     * @throws io.coffer.model.OssException when the caller may not, or may not for some of them
     */
    void requireOnAll(String action, AccessKind kind, BucketSnapshot bucket, String prefix);

    /**
     * For a write whose encryption turns out only now, after the request's own permission was decided by what was to be
     * expected.
     *
     * @param stored how the object will be encrypted; empty when it is stored in clear
     * @throws io.coffer.model.OssException when a policy does not let it be stored so
     */
    void requireStoredAs(Optional<EncryptionRule> stored, BucketSnapshot bucket, ObjectKey key);

    /**
     * For an ACL that a write gives to an object.
     *
     * @throws io.coffer.model.OssException when it opens the object to everybody and that is blocked
     */
    void requireSettable(ObjectAcl acl, BucketSnapshot bucket);

    /**
     * For the use of a master key of the bucket's owner, such as {@code kms:Decrypt}.
     *
     * @throws io.coffer.model.OssException when the caller may not
     */
    void requireOnKey(String action, BucketSnapshot bucket, String keyId);

    /** The bucket of that name, which another part of the request names. */
    BucketSnapshot existingBucket(String name);
}
