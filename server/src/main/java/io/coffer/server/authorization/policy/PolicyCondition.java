package io.coffer.server.authorization.policy;

import java.util.List;
import java.util.Locale;

/**
 * One line of a condition block: an operator, a key of the request's context, and values of which one has to match. A
 * negated operator is the exact opposite of its plain one, so it also holds when the request has no such key.
 *
 * @param key in the form of {@link #canonicalKey}
 */
public record PolicyCondition(ConditionOperator operator, String key, List<String> values, List<Operand> operands) {
    PolicyCondition(ConditionOperator operator, String key, List<String> values) {
        this(
                operator,
                canonicalKey(key),
                List.copyOf(values),
                values.stream().map(operator::operand).toList());
    }

    /** Condition keys compare without case, but for what follows a slash: a tag's key. */
    static String canonicalKey(String key) {
        int slash = key.indexOf('/');
        return slash < 0
                ? key.toLowerCase(Locale.ROOT)
                : key.substring(0, slash).toLowerCase(Locale.ROOT) + key.substring(slash);
    }

    boolean holds(PolicyRequest request) {
        boolean matched = request.contextValue(key).filter(this::matches).isPresent();
        return matched != operator.isNegated();
    }

    private boolean matches(String actual) {
        for (Operand operand : operands) {
            if (operand.matches(actual)) {
                return true;
            }
        }
        return false;
    }
}
