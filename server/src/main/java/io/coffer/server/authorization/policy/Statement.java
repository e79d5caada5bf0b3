package io.coffer.server.authorization.policy;

import java.util.List;
import java.util.Optional;

/**
 * One rule of a policy. It matches a request when action, resource, principal and every condition do.
 *
 * @param number its position in the policy, from 1
 * @param principals only in policies of a bucket; absent means everyone
 */
public record Statement(
        int number,
        Effect effect,
        Selection<WildcardPattern> actions,
        Selection<ResourcePattern> resources,
        Optional<Selection<String>> principals,
        List<PolicyCondition> conditions) {
    private static final String EVERYONE = "*";

    public Statement {
        conditions = List.copyOf(conditions);
    }

    public boolean matches(PolicyRequest request) {
        return actions.picks(action -> action.matches(request.action()))
                && resources.picks(resource -> resource.matches(request.resource()))
                && principals.map(selection -> means(selection, request)).orElse(true)
                && conditions.stream().allMatch(condition -> condition.holds(request));
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
                .map(selection -> !selection.inverted() && selection.patterns().contains(EVERYONE))
                .orElse(true);
    }

    private static boolean means(Selection<String> selection, PolicyRequest request) {
        return selection.picks(
                name -> name.equals(EVERYONE) || request.principals().contains(name));
    }
}
