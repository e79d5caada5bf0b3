package io.coffer.server.authorization.policy;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One line of a condition block: an operator, a key of the request's context, and values of which one has to match. A
 * negated operator is the exact opposite of its plain one, so it also holds when the request has no such key.
 *
 * @param key in the form of {@link #canonicalKey}
 */
public record PolicyCondition(ConditionOperator operator, String key, List<String> values, List<Operand> operands) {
    private static final Set<String> CALLER_KEYS =
            Set.of("acs:sourceip", "acs:sourcevpc", "acs:sourcevpcid", "acs:accessid");

    private static final Set<ConditionOperator> TEXT_OPERATORS = EnumSet.of(
            ConditionOperator.STRING_EQUALS,
            ConditionOperator.STRING_EQUALS_IGNORE_CASE,
            ConditionOperator.STRING_LIKE);

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

    /** Whether it holds only for certain callers, addresses or networks that its author named. */
    boolean restrictsCallers() {
        if (!CALLER_KEYS.contains(key)) {
            return false;
        }
        return operator == ConditionOperator.IP_ADDRESS
                ? operands.stream().allMatch(PolicyCondition::isNarrow)
                : TEXT_OPERATORS.contains(operator) && values.stream().noneMatch(PolicyCondition::hasWildcard);
    }

    private static boolean hasWildcard(String value) {
        return value.indexOf('*') >= 0 || value.indexOf('?') >= 0;
    }

    private static boolean isNarrow(Operand operand) {
        return operand instanceof Operand.Network block && block.network().isNarrow();
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
