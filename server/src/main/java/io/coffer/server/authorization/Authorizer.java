package io.coffer.server.authorization;

import io.coffer.model.AccountId;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyDecision;
import io.coffer.server.authorization.policy.PolicyRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides requests, in this order: an explicit deny of any policy, the caller's or the bucket's, refuses; the owner's
 * root, an allowing policy of a user of the owner, or the bucket's policy allows; then the ACL of the object, or of the
 * bucket, may allow reading and writing objects; what is left is refused. Several permissions are all needed.
 */
public final class Authorizer {
    private static final Set<String> READ_ACL = Set.of("oss:GetObjectAcl", "oss:GetObjectVersionAcl");

    /** What the owner's root can do whatever the bucket's policy says: otherwise a slip in it could not be undone. */
    private static final Set<String> REPAIRS =
            Set.of("oss:GetBucketPolicy", "oss:PutBucketPolicy", "oss:DeleteBucketPolicy");

    /** @throws OssException when the caller may not */
    public Permit authorize(
            Caller caller, List<Permission> permissions, Optional<BucketFacts> bucket, RequestContext context) {
        return authorize(caller, List.of(new AccessRequest(permissions, bucket)), context);
    }

    /**
     * Decides an operation that touches more than one bucket.
     *
     * @throws OssException when the caller may not
     */
    public Permit authorize(Caller caller, List<AccessRequest> requests, RequestContext context) {
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("an operation asks for at least one access");
        }
        for (AccessRequest request : requests) {
            for (Permission permission : request.permissions()) {
                decide(caller, permission, request.bucket(), context.and(request.circumstances()));
            }
        }
        return new Permit(caller);
    }

    /**
     * Allows what every holder of an access key may do, such as asking who it is.
     *
     * @throws OssException when the caller is anonymous
     */
    public Permit authorizeSigned(Caller caller) {
        if (caller instanceof Caller.Anonymous) {
            throw OssError.ANONYMOUS_FORBIDDEN.exception();
        }
        return new Permit(caller);
    }

    /** Allows what nothing is required for, such as the preflight of a browser. */
    public Permit authorizeAnyone(Caller caller) {
        return new Permit(caller);
    }

    private static void decide(
            Caller caller, Permission permission, Optional<BucketFacts> bucket, RequestContext context) {
        PolicyRequest request = request(caller, permission, context);
        PolicyDecision decision = Policy.evaluate(policies(caller), request);
        PolicyDecision ofBucket = Policy.evaluate(bucketPolicies(caller, permission, bucket), request);
        if (decision instanceof PolicyDecision.ExplicitDeny || ofBucket instanceof PolicyDecision.ExplicitDeny) {
            throw permission.isOnKey() ? OssError.FORBIDDEN_BY_KMS.exception() : OssError.DENIED_BY_POLICY.exception();
        }
        boolean byIdentity = ownsResource(caller, permission, bucket) && allowedInOwnAccount(caller, decision);
        boolean byBucketPolicy =
                ofBucket instanceof PolicyDecision.Allow && !isSettingForAnonymous(caller, permission, bucket);
        boolean byAcl = bucket.filter(BucketFacts::aclGrants).isPresent() && !permission.isOnKey();
        if (!byIdentity && !byBucketPolicy && !byAcl) {
            throw refusal(caller, permission, bucket);
        }
    }

    /** The bucket's policy, as far as it speaks to the caller about this. */
    private static List<Policy> bucketPolicies(Caller caller, Permission permission, Optional<BucketFacts> bucket) {
        if (bucket.isEmpty() || permission.isOnKey()) {
            return List.of();
        }
        Optional<Policy> policy = bucket.get().effectivePolicy();
        boolean ownersRoot = caller instanceof Caller.Root root
                && root.account().equals(bucket.get().owner());
        if (ownersRoot) {
            policy = policy.filter(present -> !REPAIRS.contains(permission.action()))
                    .map(Policy::forOwner);
        }
        return policy.stream().toList();
    }

    /** No policy opens the settings of a bucket to callers without a name. */
    private static boolean isSettingForAnonymous(Caller caller, Permission permission, Optional<BucketFacts> bucket) {
        return caller instanceof Caller.Anonymous
                && !permission.isOnObject()
                && bucket.filter(facts -> facts.kind() == AccessKind.ADMINISTRATIVE)
                        .isPresent();
    }

    private static List<Policy> policies(Caller caller) {
        return switch (caller) {
            case Caller.Anonymous ignored -> List.of();
            case Caller.Root ignored -> List.of();
            case Caller.RamUser user -> user.policies();
        };
    }

    private static boolean allowedInOwnAccount(Caller caller, PolicyDecision decision) {
        return switch (caller) {
            case Caller.Anonymous ignored -> false;
            case Caller.Root ignored -> true;
            case Caller.RamUser ignored -> decision instanceof PolicyDecision.Allow;
        };
    }

    /** A policy of a user speaks only for what its own account owns. */
    private static boolean ownsResource(Caller caller, Permission permission, Optional<BucketFacts> bucket) {
        String owner = bucket.filter(facts -> !permission.isOnKey())
                .map(facts -> facts.owner().value())
                .orElse(permission.resource().account());
        return caller.accountId().map(AccountId::value).filter(owner::equals).isPresent();
    }

    private static PolicyRequest request(Caller caller, Permission permission, RequestContext context) {
        RequestContext full =
                caller.signingKey().map(key -> context.and("acs:AccessId", key)).orElse(context);
        return new PolicyRequest(permission.action(), permission.resource(), principals(caller), full.values());
    }

    private static List<String> principals(Caller caller) {
        return switch (caller) {
            case Caller.Anonymous ignored -> List.of();
            case Caller.Root root -> List.of(root.account().value());
            case Caller.RamUser user -> List.of(user.userId());
        };
    }

    private static OssException refusal(Caller caller, Permission permission, Optional<BucketFacts> bucket) {
        if (permission.isOnKey()) {
            return OssError.FORBIDDEN_BY_KMS.exception();
        }
        boolean anonymous = caller instanceof Caller.Anonymous;
        if (bucket.isEmpty()) {
            return (anonymous ? OssError.ANONYMOUS_FORBIDDEN : OssError.ACCESS_DENIED).exception();
        }
        return refusal(anonymous, permission, bucket.get().kind());
    }

    private static OssException refusal(boolean anonymous, Permission permission, AccessKind kind) {
        if (!anonymous && permission.isOnObject() && READ_ACL.contains(permission.action())) {
            return OssError.NO_READ_ACL_PERMISSION.exception().and("BucketName", permission.bucket());
        }
        OssException refusal = switch (kind) {
            case ADMINISTRATIVE -> (anonymous ? OssError.ANONYMOUS_FORBIDDEN : OssError.ACCESS_DENIED).exception();
            case READ, WRITE ->
                permission.isOnObject()
                        ? OssError.NO_RIGHT_TO_ACCESS_OBJECT.exception()
                        : anonymous
                                ? OssError.ACCESS_DENIED.saying("Anonymous user has no right to access this bucket.")
                                : OssError.ACCESS_DENIED.exception();
        };
        return refusal.and("BucketName", permission.bucket());
    }
}
