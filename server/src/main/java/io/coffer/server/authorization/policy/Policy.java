package io.coffer.server.authorization.policy;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A policy as a value, see {@link PolicyParser}. Policies from one text share what was worked out of it. */
public final class Policy {
    private final PolicyOrigin origin;
    private final Statements rules;

    public Policy(PolicyOrigin origin, List<Statement> statements) {
        this(origin, new Statements(statements));
    }

    private Policy(PolicyOrigin origin, Statements rules) {
        this.origin = origin;
        this.rules = rules;
    }

    public PolicyOrigin origin() {
        return origin;
    }

    public List<Statement> statements() {
        return rules.all();
    }

    /** The same policy under the name by which a refusal is to speak of it. */
    public Policy from(PolicyOrigin named) {
        return new Policy(named, rules);
    }

    /**
     * Decides by the union of the policies: a matching Deny wins, else a matching Allow, else nothing is said. Neither
     * the order of policies nor that of statements matters for the kind of decision.
     */
    public static PolicyDecision evaluate(List<Policy> policies, PolicyRequest request) {
        for (Policy policy : policies) {
            Statement denying =
                    firstMatch(policy.rules.about(request.foldedAction()).denying(), request);
            if (denying != null) {
                return new PolicyDecision.ExplicitDeny(policy, denying);
            }
        }
        for (Policy policy : policies) {
            Statement allowing =
                    firstMatch(policy.rules.about(request.foldedAction()).allowing(), request);
            if (allowing != null) {
                return new PolicyDecision.Allow(policy, allowing);
            }
        }
        return PolicyDecision.SILENT;
    }

    private static @Nullable Statement firstMatch(List<Statement> statements, PolicyRequest request) {
        for (Statement statement : statements) {
            if (statement.matchesBesideAction(request)) {
                return statement;
            }
        }
        return null;
    }

    /** As {@link Statement#mayDenyBelow}, of any statement. */
    public boolean mayDenyBelow(PolicyRequest request, Predicate<String> unknown) {
        return statements().stream().anyMatch(statement -> statement.mayDenyBelow(request, unknown));
    }

    /** Whether a condition looks at keys that begin so. */
    public boolean asksFor(String beginning) {
        String canonical = ContextKey.canonical(beginning);
        return statements().stream()
                .flatMap(statement -> statement.conditions().stream())
                .anyMatch(condition -> condition.key().startsWith(canonical));
    }

    /** Whether a policy of a bucket opens something to everybody. */
    public boolean isPublic() {
        return rules.isPublic();
    }

    /** What is left of a policy of a bucket when it may open nothing to everybody. */
    public Policy withoutPublicAccess() {
        return new Policy(origin, rules.withoutPublicAccess());
    }

    /** What a policy of a bucket says to the account that owns the bucket. */
    public Policy forOwner() {
        return new Policy(origin, rules.forOwner());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Policy policy
                && origin.equals(policy.origin)
                && statements().equals(policy.statements());
    }

    @Override
    public int hashCode() {
        return Objects.hash(origin, statements());
    }

    @Override
    public String toString() {
        return origin + " with " + statements().size() + " statements";
    }
}
