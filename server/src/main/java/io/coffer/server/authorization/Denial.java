package io.coffer.server.authorization;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.server.authentication.Caller;
import java.util.Optional;
import java.util.Set;

/**
 * The permission that was missing, with everything that was looked at. A value: judging it again gives the same answer.
 *
 * @param context with what conditions could see of this permission's bucket and object
 * @param inBatch whether the request was about several objects at once
 */
public record Denial(
        Caller caller,
        Permission permission,
        Optional<BucketFacts> bucket,
        RequestContext context,
        DenialCause cause,
        boolean inBatch) {
    private static final Set<String> READ_ACL = Set.of("oss:GetObjectAcl", "oss:GetObjectVersionAcl");
    private static final Set<String> PUT_TAGS = Set.of("oss:PutObjectTagging", "oss:PutObjectVersionTagging");

    public Denial ofBatch() {
        return new Denial(caller, permission, bucket, context, cause, true);
    }

    /** The same with what is known by now, so that many of them can be kept. */
    public Denial kept() {
        return new Denial(caller, permission, bucket, context.kept(Asked.LONGEST_KEPT), cause, inBatch);
    }

    public AccessDeniedException exception() {
        return new AccessDeniedException(this);
    }

    /** As OSS says it. https://www.alibabacloud.com/help/en/oss/support/http-status-code-403 */
    public OssException refusal() {
        OssException refusal = error();
        return permission.isInBucket() ? refusal.and("BucketName", permission.bucket()) : refusal;
    }

    private OssException error() {
        if (permission.isOnKey()) {
            return OssError.FORBIDDEN_BY_KMS.exception();
        }
        return switch (cause) {
            case SESSION_POLICY_DENIES, SESSION_POLICY_SILENT -> OssError.DENIED_BY_SESSION_POLICY.exception();
            case CONTROL_POLICY_DENIES, CONTROL_POLICY_SILENT, IDENTITY_POLICY_DENIES, TRUST_POLICY_DENIES ->
                (inBatch ? OssError.BATCH_DENIED_BY_POLICY : OssError.DENIED_BY_POLICY).exception();
            case BUCKET_POLICY_DENIES ->
                (inBatch ? OssError.BATCH_DENIED_BY_POLICY : OssError.DENIED_BY_BUCKET_POLICY).exception();
            case BOTH_POLICIES_DENY ->
                (inBatch ? OssError.BATCH_DENIED_BY_POLICY : OssError.DENIED_BY_BOTH_POLICIES).exception();
            case TRUST_POLICY_SILENT, NOTHING_ALLOWS -> implicit();
        };
    }

    private OssException implicit() {
        boolean anonymous = caller instanceof Caller.Anonymous;
        if (inBatch) {
            return OssError.BATCH_NOT_ALLOWED.exception();
        }
        if (bucket.isEmpty() || bucket.get().kind() == AccessKind.ADMINISTRATIVE) {
            return administrative(anonymous);
        }
        if (permission.isOnObject()) {
            return OssError.NO_RIGHT_TO_ACCESS_OBJECT.exception();
        }
        return anonymous
                ? OssError.ACCESS_DENIED.saying("Anonymous user has no right to access this bucket.")
                : OssError.ACCESS_DENIED.exception();
    }

    private OssException administrative(boolean anonymous) {
        if (anonymous) {
            return OssError.ANONYMOUS_FORBIDDEN.exception();
        }
        if (permission.isOnObject() && READ_ACL.contains(permission.action())) {
            return OssError.NO_READ_ACL_PERMISSION.exception();
        }
        if (permission.isOnObject() && PUT_TAGS.contains(permission.action())) {
            return OssError.TAGGING_NOT_ALLOWED.exception();
        }
        // told to users of the owner as well, who only lack the permission
        if (bucket.isPresent() && permission.action().equals("oss:GetBucketInfo")) {
            return OssError.BUCKET_OF_OTHERS.exception();
        }
        boolean couldBeAllowed = Principal.isManaged(caller) && Authorizer.ownsResource(caller, permission, bucket);
        return (couldBeAllowed ? OssError.NOT_ALLOWED_BY_POLICY : OssError.ACCESS_DENIED).exception();
    }
}
