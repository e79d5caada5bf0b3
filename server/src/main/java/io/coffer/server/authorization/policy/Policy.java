package io.coffer.server.authorization.policy;

import java.util.List;
import java.util.Optional;

/** A policy as a value, see {@link PolicyParser}. */
public record Policy(List<Statement> statements) {
    public Policy {
        statements = List.copyOf(statements);
    }

    /**
     * Decides by the union of the policies: a matching Deny wins, else a matching Allow, else nothing is said. Neither
     * the order of policies nor that of statements matters for the kind of decision.
     */
    public static PolicyDecision evaluate(List<Policy> policies, PolicyRequest request) {
        Optional<PolicyDecision> allowance = Optional.empty();
        for (Policy policy : policies) {
            for (Statement statement : policy.statements) {
                if ((statement.effect() == Effect.DENY || allowance.isEmpty()) && statement.matches(request)) {
                    if (statement.effect() == Effect.DENY) {
                        return new PolicyDecision.ExplicitDeny(policy, statement);
                    }
                    allowance = Optional.of(new PolicyDecision.Allow(policy, statement));
                }
            }
        }
        return allowance.orElseGet(PolicyDecision.None::new);
    }

    /** Whether a condition looks at keys that begin so: what it needs may have to be looked up first. */
    public boolean asksFor(String beginning) {
        String canonical = PolicyCondition.canonicalKey(beginning);
        return statements.stream()
                .flatMap(statement -> statement.conditions().stream())
                .anyMatch(condition -> condition.key().startsWith(canonical));
    }

    /** Whether a policy of a bucket opens something to everybody. */
    public boolean isPublic() {
        return statements.stream().anyMatch(Statement::isPublic);
    }

    /** What is left of a policy of a bucket when it may open nothing to everybody. */
    public Policy withoutPublicAccess() {
        return new Policy(
                statements.stream().filter(statement -> !statement.isPublic()).toList());
    }

    /** What a policy of a bucket says to the account that owns the bucket. */
    public Policy forOwner() {
        return new Policy(statements.stream().filter(Statement::meansOwner).toList());
    }
}
