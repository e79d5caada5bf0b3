package io.coffer.server.authorization.policy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One line of a condition block: an operator, a key of the request's context, and values of which one has to match. A
 * negated operator is the exact opposite of its plain one, so it also holds when the request has no such key.
 *
 * @param contextKey compared in its canonical form
 */
public record PolicyCondition(
        ConditionOperator operator, ContextKey contextKey, List<String> values, List<Operand> operands) {
    private static final Set<String> CALLER_KEYS =
            Set.of("acs:sourceip", "acs:sourcevpc", "acs:sourcevpcid", "acs:accessid");

    private static final Set<ConditionOperator> TEXT_OPERATORS = EnumSet.of(
            ConditionOperator.STRING_EQUALS,
            ConditionOperator.STRING_EQUALS_IGNORE_CASE,
            ConditionOperator.STRING_LIKE);

    PolicyCondition(ConditionOperator operator, String key, List<String> values) {
        this(
                operator,
                ContextKey.of(key),
                List.copyOf(values),
                values.stream().map(operator::operand).toList());
    }

    /** In its canonical form. */
    String key() {
        return contextKey.canonical();
    }

    boolean holds(PolicyRequest request) {
        return matches(request.value(key())) != operator.isNegated();
    }

    /** Whether it holds only for certain callers, addresses or networks that its author named. */
    boolean restrictsCallers() {
        if (!CALLER_KEYS.contains(key())) {
            return false;
        }
        boolean ofAddresses =
                operator == ConditionOperator.IP_ADDRESS || operator == ConditionOperator.IP_ADDRESS_INCLUDE_BORDER;
        return ofAddresses
                ? operands.stream().allMatch(PolicyCondition::isNarrow)
                : TEXT_OPERATORS.contains(operator) && values.stream().noneMatch(PolicyCondition::hasWildcard);
    }

    private static boolean hasWildcard(String value) {
        return value.indexOf('*') >= 0 || value.indexOf('?') >= 0;
    }

    private static boolean isNarrow(Operand operand) {
        return operand instanceof Operand.Network block && block.network().isNarrow();
    }

    private boolean matches(ContextValue actual) {
        if (actual.text() == null) {
            return false;
        }
        for (int at = 0; at < operands.size(); at++) {
            if (operands.get(at).matches(actual)) {
                return true;
            }
        }
        return false;
    }
}
