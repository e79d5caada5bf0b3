package io.coffer.server.authorization;

import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyRequest;
import java.util.List;

/**
 * Decides on everything whose name begins alike at once, for what will go on without its caller. That it is allowed is
 * decided elsewhere; here, that nothing of it is denied.
 */
public final class Beneath {
    private Beneath() {}

    /**
     * @param asked one permission, on the beginning of the names
     * @throws AccessDeniedException when a policy denies it on some of them, or might by what is known of each alone
     */
    public static void requireNothingDenied(Caller caller, AccessRequest asked, RequestContext context) {
        Permission permission = asked.permissions().getFirst();
        RequestContext full = context.and(asked.circumstances());
        PolicyRequest request = Authorizer.request(caller, permission, full);
        List<Policy> ofBucket = Authorizer.bucketPolicies(caller, permission, asked.bucket());
        if (denies(caller.policies().all().toList(), request)) {
            throw new Denial(caller, permission, asked.bucket(), full, DenialCause.IDENTITY_POLICY_DENIES, false)
                    .exception();
        }
        if (denies(ofBucket, request)) {
            throw new Denial(caller, permission, asked.bucket(), full, DenialCause.BUCKET_POLICY_DENIES, false)
                    .exception();
        }
    }

    private static boolean denies(List<Policy> policies, PolicyRequest request) {
        return policies.stream().anyMatch(policy -> policy.mayDenyBelow(request, OwnersFacts::hasCanonical));
    }
}
