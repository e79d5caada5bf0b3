package io.coffer.server.authorization;

import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyDecision;
import io.coffer.server.authorization.policy.PolicyOrigin;
import io.coffer.server.authorization.policy.PolicyRequest;
import java.util.List;
import java.util.Optional;

/**
 * The statement that decided.
 *
 * @param statement its number in the policy, from 1
 */
public record Decisive(PolicyOrigin policy, int statement) {

    /** Empty when nothing was said: no statement refused, but none allowed either. */
    public static Optional<Decisive> of(Denial denial) {
        Asked asked = new Asked(denial.permission(), denial.bucket(), denial.context());
        Caller caller = denial.caller();
        return switch (denial.cause()) {
            case CONTROL_POLICY_DENIES ->
                ofCaller(caller, asked, caller.policies().control());
            case SESSION_POLICY_DENIES ->
                ofCaller(caller, asked, caller.policies().session().stream().toList());
            case IDENTITY_POLICY_DENIES, BOTH_POLICIES_DENY ->
                ofCaller(caller, asked, caller.policies().attached());
            case BUCKET_POLICY_DENIES -> inBucket(caller, asked);
            case CONTROL_POLICY_SILENT,
                    SESSION_POLICY_SILENT,
                    TRUST_POLICY_DENIES,
                    TRUST_POLICY_SILENT,
                    NOTHING_ALLOWS -> Optional.empty();
        };
    }

    /** Empty when ownership or an ACL allows. */
    public static Optional<Decisive> of(Caller caller, Asked asked, Allowance allowance) {
        return switch (allowance) {
            case IDENTITY_POLICY -> ofCaller(caller, asked, caller.policies().attached());
            case BUCKET_POLICY -> inBucket(caller, asked);
            case OWNERSHIP, ACL -> Optional.empty();
        };
    }

    private static Optional<Decisive> inBucket(Caller caller, Asked asked) {
        PolicyOrigin origin =
                new PolicyOrigin(PolicyOrigin.Kind.BUCKET, asked.permission().bucket(), "");
        List<Policy> policies = Authorizer.bucketPolicies(caller, asked.permission(), asked.bucket());
        return in(Authorizer.request(caller, asked.permission(), asked.context()), policies)
                .map(decisive -> new Decisive(origin, decisive.statement()));
    }

    private static Optional<Decisive> ofCaller(Caller caller, Asked asked, List<Policy> policies) {
        return in(Authorizer.callersRequest(caller, asked.permission(), asked.bucket(), asked.context()), policies);
    }

    private static Optional<Decisive> in(PolicyRequest request, List<Policy> policies) {
        return switch (Policy.evaluate(policies, request)) {
            case PolicyDecision.ExplicitDeny deny ->
                Optional.of(
                        new Decisive(deny.policy().origin(), deny.statement().number()));
            case PolicyDecision.Allow allow ->
                Optional.of(
                        new Decisive(allow.policy().origin(), allow.statement().number()));
            case PolicyDecision.None none -> Optional.empty();
        };
    }
}
