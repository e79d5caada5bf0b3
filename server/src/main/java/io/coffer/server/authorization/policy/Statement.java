package io.coffer.server.authorization.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a policy. It matches a request when action, resource, principal and every condition do.
 *
 * @param number its position in the policy, from 1
 * @param principals only in policies of buckets and roles; absent means everyone
 */
public record Statement(
        int number,
        Effect effect,
        Selection<WildcardPattern> actions,
        Selection<ResourcePattern> resources,
        Optional<Selection<PrincipalPattern>> principals,
        List<PolicyCondition> conditions) {
    public Statement {
        conditions = List.copyOf(conditions);
    }

    public boolean matches(PolicyRequest request) {
        return isAbout(request.foldedAction()) && matchesBesideAction(request);
    }

    /** @param foldedAction in lower case */
    boolean isAbout(String foldedAction) {
        for (WildcardPattern pattern : actions.patterns()) {
            if (pattern.matchesFolded(foldedAction)) {
                return !actions.inverted();
            }
        }
        return actions.inverted();
    }

    /** The rest, cheap parts first, when the action is known to match. */
    boolean matchesBesideAction(PolicyRequest request) {
        return isOn(request.resource()) && means(request) && unmetCondition(request) == null;
    }

    boolean isOn(ResourceName resource) {
        for (ResourcePattern pattern : resources.patterns()) {
            if (pattern.matches(resource)) {
                return !resources.inverted();
            }
        }
        return resources.inverted();
    }

    /**
     * Whether it denies the action on one of the resources whose names begin as the request's does, as far as can be
     * told before there is one.
     *
     * @param unknown canonical keys that say something of each resource by itself
     */
    boolean mayDenyBelow(PolicyRequest request, Predicate<String> unknown) {
        return effect == Effect.DENY
                && isAbout(request.foldedAction())
                && means(request)
                && (resources.inverted()
                        || resources.patterns().stream().anyMatch(pattern -> pattern.mayMatchBelow(request.resource())))
                && conditions.stream().allMatch(condition -> unknown.test(condition.key()) || condition.holds(request));
    }

    boolean means(PolicyRequest request) {
        if (principals.isEmpty()) {
            return true;
        }
        Selection<PrincipalPattern> selection = principals.get();
        for (PrincipalPattern principal : selection.patterns()) {
            if (principal.isEveryone() || meansOne(principal, request.principals())) {
                return !selection.inverted();
            }
        }
        return selection.inverted();
    }

    private static boolean meansOne(PrincipalPattern principal, List<String> names) {
        for (String name : names) {
            if (principal.means(name)) {
                return true;
            }
        }
        return false;
    }

    /** The first condition that does not hold; null when all do. */
    @Nullable
    PolicyCondition unmetCondition(PolicyRequest request) {
        for (PolicyCondition condition : conditions) {
            if (!condition.holds(request)) {
                return condition;
            }
        }
        return null;
    }

    /** Whether it opens something to callers that nobody chose. */
    boolean isPublic() {
        return effect == Effect.ALLOW
                && (meansEveryone() || principals.filter(Selection::inverted).isPresent())
                && conditions.stream().noneMatch(PolicyCondition::restrictsCallers);
    }

    /** Everyone without a condition are all others: such a statement does not mean the owner of the bucket. */
    boolean meansOwner() {
        return !meansEveryone() || !conditions.isEmpty();
    }

    private boolean meansEveryone() {
        return principals
                .map(selection ->
                        !selection.inverted() && selection.patterns().stream().anyMatch(PrincipalPattern::isEveryone))
                .orElse(true);
    }
}
