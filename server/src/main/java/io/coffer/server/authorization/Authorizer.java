package io.coffer.server.authorization;

import io.coffer.model.AccountId;
import io.coffer.model.OssError;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authentication.PolicySet;
import io.coffer.server.authorization.policy.ContextKey;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyDecision;
import io.coffer.server.authorization.policy.PolicyRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides requests, in this order: control policies bound the account, and the policy of its session bounds a role,
 * both by what they deny and by what they leave out; an explicit deny of any policy, the caller's or the bucket's,
 * refuses; the owner's root, an allowing policy of a user or role of the owner, or the bucket's policy allows; then the
 * ACL of the object, or of the bucket, may allow reading and writing objects; what is left is refused. Several
 * permissions are all needed. Pure: whatever counts is handed in.
 */
public final class Authorizer {
    private static final ContextKey ACCESS_ID = ContextKey.of("acs:AccessId");

    /** What the owner's root can do whatever the bucket's policy says: otherwise a slip in it could not be undone. */
    private static final Set<String> REPAIRS =
            Set.of("oss:GetBucketPolicy", "oss:PutBucketPolicy", "oss:DeleteBucketPolicy");

    /** @throws AccessDeniedException when the caller may not */
    public Permit authorize(
            Caller caller, List<Permission> permissions, Optional<BucketFacts> bucket, RequestContext context) {
        return authorize(caller, List.of(new AccessRequest(permissions, bucket)), context);
    }

    /**
     * Decides an operation that touches more than one bucket.
     *
     * @throws AccessDeniedException when the caller may not
     */
    public Permit authorize(Caller caller, List<AccessRequest> requests, RequestContext context) {
        return judge(caller, requests, context).orThrow();
    }

    /** As {@link #authorize(Caller, List, RequestContext)}, with the refusal as a value. */
    public Verdict judge(Caller caller, List<AccessRequest> requests, RequestContext context) {
        if (requests.isEmpty()) {
            throw new IllegalArgumentException("an operation asks for at least one access");
        }
        Allowance allowance = Allowance.OWNERSHIP;
        for (AccessRequest request : requests) {
            RequestContext full = context.and(request.circumstances());
            for (Permission permission : request.permissions()) {
                Decision decision = decide(caller, permission, request.bucket(), full);
                switch (decision) {
                    case Decision.Allowed allowed -> allowance = allowed.by();
                    case Decision.Refused refused -> {
                        return new Verdict.Denied(
                                new Denial(caller, permission, request.bucket(), full, refused.cause(), false));
                    }
                }
            }
        }
        return new Verdict.Granted(new Permit(caller), allowance);
    }

    private sealed interface Decision {
        record Allowed(Allowance by) implements Decision {}

        record Refused(DenialCause cause) implements Decision {}
    }

    /**
     * Decides whether a caller may assume a role, perhaps of another account: its own policies must allow it, and the
     * role must trust it.
     *
     * @param permission {@code sts:AssumeRole} on the role
     * @throws AccessDeniedException when the caller may not
     */
    public Permit authorizeAssumption(Caller caller, Permission permission, Policy trust, RequestContext context) {
        PolicyRequest request = request(caller, permission, context);
        Optional<DenialCause> cause = bounds(caller, request)
                .or(() -> ofDecision(
                        Policy.evaluate(caller.policies().attached(), request),
                        DenialCause.IDENTITY_POLICY_DENIES,
                        DenialCause.NOTHING_ALLOWS))
                .or(() -> ofDecision(
                        Policy.evaluate(List.of(trust), request),
                        DenialCause.TRUST_POLICY_DENIES,
                        DenialCause.TRUST_POLICY_SILENT));
        if (cause.isPresent()) {
            throw new Denial(caller, permission, Optional.empty(), context, cause.get(), false).exception();
        }
        return new Permit(caller);
    }

    /**
     * Allows what every holder of an access key may do, such as asking who it is.
     *
     * @throws io.coffer.model.OssException when the caller is anonymous
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

    private static Decision decide(
            Caller caller, Permission permission, Optional<BucketFacts> bucket, RequestContext context) {
        PolicyRequest request = request(caller, permission, context);
        PolicyRequest callers = callersRequest(request, caller, permission, bucket, context);
        Optional<DenialCause> bound = bounds(caller, callers);
        if (bound.isPresent()) {
            return new Decision.Refused(bound.get());
        }
        PolicyDecision ofCaller = Policy.evaluate(caller.policies().attached(), callers);
        PolicyDecision ofBucket = Policy.evaluate(bucketPolicies(caller, permission, bucket), request);
        Optional<DenialCause> denied = denied(ofCaller, ofBucket);
        if (denied.isPresent()) {
            return new Decision.Refused(denied.get());
        }
        return byIdentity(caller, permission, bucket, ofCaller)
                .or(() -> byBucketPolicy(caller, permission, bucket, ofBucket))
                .or(() -> bucket.filter(facts -> facts.aclGrants() && !permission.isOnKey())
                        .map(facts -> Allowance.ACL))
                .<Decision>map(Decision.Allowed::new)
                .orElseGet(() -> new Decision.Refused(DenialCause.NOTHING_ALLOWS));
    }

    private static Optional<Allowance> byIdentity(
            Caller caller, Permission permission, Optional<BucketFacts> bucket, PolicyDecision ofCaller) {
        if (!ownsResource(caller, permission, bucket)) {
            return Optional.empty();
        }
        if (caller instanceof Caller.Root) {
            return Optional.of(Allowance.OWNERSHIP);
        }
        return ofCaller instanceof PolicyDecision.Allow ? Optional.of(Allowance.IDENTITY_POLICY) : Optional.empty();
    }

    private static Optional<Allowance> byBucketPolicy(
            Caller caller, Permission permission, Optional<BucketFacts> bucket, PolicyDecision ofBucket) {
        return ofBucket instanceof PolicyDecision.Allow && !isSettingForAnonymous(caller, permission, bucket)
                ? Optional.of(Allowance.BUCKET_POLICY)
                : Optional.empty();
    }

    /** What bounds a caller however much it is allowed. */
    private static Optional<DenialCause> bounds(Caller caller, PolicyRequest request) {
        PolicySet policies = caller.policies();
        Optional<DenialCause> control = policies.control().isEmpty()
                ? Optional.empty()
                : ofDecision(
                        Policy.evaluate(policies.control(), request),
                        DenialCause.CONTROL_POLICY_DENIES,
                        DenialCause.CONTROL_POLICY_SILENT);
        return control.or(() -> policies.session()
                .flatMap(session -> ofDecision(
                        Policy.evaluate(List.of(session), request),
                        DenialCause.SESSION_POLICY_DENIES,
                        DenialCause.SESSION_POLICY_SILENT)));
    }

    private static Optional<DenialCause> ofDecision(PolicyDecision decision, DenialCause denies, DenialCause silent) {
        return switch (decision) {
            case PolicyDecision.Allow allow -> Optional.empty();
            case PolicyDecision.ExplicitDeny deny -> Optional.of(denies);
            case PolicyDecision.None none -> Optional.of(silent);
        };
    }

    private static Optional<DenialCause> denied(PolicyDecision ofCaller, PolicyDecision ofBucket) {
        boolean byCaller = ofCaller instanceof PolicyDecision.ExplicitDeny;
        boolean byBucket = ofBucket instanceof PolicyDecision.ExplicitDeny;
        if (byCaller && byBucket) {
            return Optional.of(DenialCause.BOTH_POLICIES_DENY);
        }
        if (byCaller) {
            return Optional.of(DenialCause.IDENTITY_POLICY_DENIES);
        }
        return byBucket ? Optional.of(DenialCause.BUCKET_POLICY_DENIES) : Optional.empty();
    }

    /** The bucket's policy, as far as it speaks to the caller about this. */
    static List<Policy> bucketPolicies(Caller caller, Permission permission, Optional<BucketFacts> bucket) {
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

    /** A policy of a user speaks only for what its own account owns. */
    static boolean ownsResource(Caller caller, Permission permission, Optional<BucketFacts> bucket) {
        String owner = bucket.filter(facts -> !permission.isOnKey())
                .map(facts -> facts.owner().value())
                .orElse(permission.resource().account());
        return caller.accountId().map(AccountId::value).filter(owner::equals).isPresent();
    }

    static PolicyRequest request(Caller caller, Permission permission, RequestContext context) {
        return new PolicyRequest(
                permission.action(), permission.resource(), () -> principals(caller), seen(caller, context));
    }

    /** As {@link #callersRequest(PolicyRequest, Caller, Permission, Optional, RequestContext)}. */
    static PolicyRequest callersRequest(
            Caller caller, Permission permission, Optional<BucketFacts> bucket, RequestContext context) {
        return callersRequest(request(caller, permission, context), caller, permission, bucket, context);
    }

    /**
     * The request as the policies on the caller's side see it. What another account does not open to the caller shows
     * none of its facts to their conditions: a policy that one writes for oneself would otherwise tell, by whether it
     * refuses, the tags of objects that one may not read.
     */
    private static PolicyRequest callersRequest(
            PolicyRequest whole,
            Caller caller,
            Permission permission,
            Optional<BucketFacts> bucket,
            RequestContext context) {
        boolean shown = caller instanceof Caller.Anonymous
                || ownsResource(caller, permission, bucket)
                || isOpened(whole, caller, permission, bucket);
        return shown
                ? whole
                : new PolicyRequest(
                        permission.action(),
                        permission.resource(),
                        () -> principals(caller),
                        OwnersFacts.hidden(seen(caller, context)));
    }

    private static boolean isOpened(
            PolicyRequest request, Caller caller, Permission permission, Optional<BucketFacts> bucket) {
        return switch (Policy.evaluate(bucketPolicies(caller, permission, bucket), request)) {
            case PolicyDecision.Allow allow -> true;
            case PolicyDecision.ExplicitDeny deny -> false;
            case PolicyDecision.None none ->
                bucket.filter(facts -> facts.aclGrants() && !permission.isOnKey())
                        .isPresent();
        };
    }

    /** What conditions see of a request of this caller. */
    static RequestContext seen(Caller caller, RequestContext context) {
        return caller.signingKey().map(key -> context.and(ACCESS_ID, key)).orElse(context);
    }

    /** The names by which a policy may mean the caller. */
    private static List<String> principals(Caller caller) {
        return switch (caller) {
            case Caller.Anonymous anonymous -> List.of();
            case Caller.Root root -> List.of(root.account().value(), "acs:ram::" + root.account() + ":root");
            case Caller.RamUser user ->
                List.of(
                        user.userId(),
                        "acs:ram::" + user.account() + ":user/" + user.userName(),
                        "acs:ram::" + user.account() + ":root");
            case Caller.AssumedRole role ->
                List.of(
                        role.roleId(),
                        "arn:sts::" + role.account() + ":assumed-role/" + role.roleName() + "/" + role.sessionName(),
                        "acs:ram::" + role.account() + ":role/" + role.roleName(),
                        "acs:ram::" + role.account() + ":root");
        };
    }
}
