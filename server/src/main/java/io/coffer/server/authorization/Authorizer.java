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

/**
 * Decides requests, in this order: an explicit deny of any policy refuses; the owner's root, or an allowing policy of a
 * user of the owner, allows; then the ACL of the object, or of the bucket, may allow reading and writing objects; what
 * is left is refused. Several permissions are all needed.
 */
public final class Authorizer {
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
                decide(caller, permission, request.bucket(), context);
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
        PolicyDecision decision = Policy.evaluate(policies(caller), request(caller, permission, context));
        if (decision instanceof PolicyDecision.ExplicitDeny) {
            throw permission.isOnKey() ? OssError.FORBIDDEN_BY_KMS.exception() : OssError.DENIED_BY_POLICY.exception();
        }
        boolean byIdentity = ownsResource(caller, permission, bucket) && allowedInOwnAccount(caller, decision);
        boolean byAcl = bucket.filter(BucketFacts::aclGrants).isPresent() && !permission.isOnKey();
        if (!byIdentity && !byAcl) {
            throw refusal(caller, permission, bucket);
        }
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
