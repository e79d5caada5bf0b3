package io.coffer.server.authorization.policy;

import java.util.List;
import java.util.Optional;

/**
 * Why each statement of a policy matches a request or not, to explain a refusal. What it shows of policy and request is
 * cut short, so that it is small whatever they are.
 */
public record PolicyTrace(PolicyOrigin origin, List<Step> steps) {
    private static final int MAX_STEPS = 100;
    private static final int MAX_VALUES = 8;
    private static final int MAX_LENGTH = 128;

    /** @param number of the statement in its policy, from 1 */
    public record Step(int number, Effect effect, Outcome outcome) {
        public boolean matched() {
            return outcome instanceof Outcome.Matched;
        }
    }

    /** What became of a statement. Parts are looked at in the order action, resource, principal, conditions. */
    public sealed interface Outcome {
        record Matched() implements Outcome {}

        /** It is about other actions. */
        record OtherAction() implements Outcome {}

        record OtherResource() implements Outcome {}

        record OtherPrincipal() implements Outcome {}

        /**
         * The first condition that does not hold.
         *
         * @param operator as policies write it
         * @param key as the policy writes it
         * @param expected the first of the policy's values, each cut short
         * @param expectedInAll how many values the policy has
         * @param actual what the request has, cut short; absent when it has no such key
         */
        record UnmetCondition(
                String operator, String key, List<String> expected, int expectedInAll, Optional<String> actual)
                implements Outcome {}
    }

    /** Statements beyond the first hundred are left out, but for those that match. */
    public static PolicyTrace of(Policy policy, PolicyRequest request) {
        List<Step> steps = policy.statements().stream()
                .map(statement -> new Step(statement.number(), statement.effect(), outcome(statement, request)))
                .filter(step -> step.number() <= MAX_STEPS || step.matched())
                .limit(2L * MAX_STEPS)
                .toList();
        return new PolicyTrace(policy.origin(), steps);
    }

    private static Outcome outcome(Statement statement, PolicyRequest request) {
        if (!statement.isAbout(request.foldedAction())) {
            return new Outcome.OtherAction();
        }
        if (!statement.isOn(request.resource())) {
            return new Outcome.OtherResource();
        }
        if (!statement.means(request)) {
            return new Outcome.OtherPrincipal();
        }
        PolicyCondition unmet = statement.unmetCondition(request);
        return unmet == null ? new Outcome.Matched() : unmet(unmet, request);
    }

    private static Outcome unmet(PolicyCondition condition, PolicyRequest request) {
        return new Outcome.UnmetCondition(
                condition.operator().wire(),
                cut(condition.contextKey().name()),
                condition.values().stream()
                        .limit(MAX_VALUES)
                        .map(PolicyTrace::cut)
                        .toList(),
                condition.values().size(),
                request.contextValue(condition.key()).map(PolicyTrace::cut));
    }

    private static String cut(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        // never between the halves of one character
        int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return text.substring(0, end) + "...";
    }
}
