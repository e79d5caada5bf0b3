package io.coffer.server.authorization.policy;

import io.coffer.server.authorization.policy.Operand.Comparison;
import java.util.Optional;
import java.util.function.Function;

/** The operators that a condition may use, by their name in the policy text. */
public enum ConditionOperator {
    STRING_EQUALS("StringEquals", Operand.Text::exactly, false),
    STRING_NOT_EQUALS("StringNotEquals", Operand.Text::exactly, true),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Operand.Text::ignoringCase, false),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", Operand.Text::ignoringCase, true),
    STRING_LIKE("StringLike", Operand.Like::of, false),
    STRING_NOT_LIKE("StringNotLike", Operand.Like::of, true),
    NUMERIC_EQUALS("NumericEquals", text -> Operand.Number.of(Comparison.EQUAL, text), false),
    NUMERIC_NOT_EQUALS("NumericNotEquals", text -> Operand.Number.of(Comparison.EQUAL, text), true),
    NUMERIC_LESS_THAN("NumericLessThan", text -> Operand.Number.of(Comparison.LESS, text), false),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", text -> Operand.Number.of(Comparison.LESS_OR_EQUAL, text), false),
    NUMERIC_GREATER_THAN("NumericGreaterThan", text -> Operand.Number.of(Comparison.GREATER, text), false),
    NUMERIC_GREATER_THAN_EQUALS(
            "NumericGreaterThanEquals", text -> Operand.Number.of(Comparison.GREATER_OR_EQUAL, text), false),
    DATE_EQUALS("DateEquals", text -> Operand.Moment.of(Comparison.EQUAL, text), false),
    DATE_NOT_EQUALS("DateNotEquals", text -> Operand.Moment.of(Comparison.EQUAL, text), true),
    DATE_LESS_THAN("DateLessThan", text -> Operand.Moment.of(Comparison.LESS, text), false),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", text -> Operand.Moment.of(Comparison.LESS_OR_EQUAL, text), false),
    DATE_GREATER_THAN("DateGreaterThan", text -> Operand.Moment.of(Comparison.GREATER, text), false),
    DATE_GREATER_THAN_EQUALS(
            "DateGreaterThanEquals", text -> Operand.Moment.of(Comparison.GREATER_OR_EQUAL, text), false),
    BOOL("Bool", Operand.Flag::of, false),
    IP_ADDRESS("IpAddress", Operand.Network::of, false),
    NOT_IP_ADDRESS("NotIpAddress", Operand.Network::of, true);

    private final String wire;
    private final Function<String, Operand> reader;
    private final boolean negated;

    ConditionOperator(String wire, Function<String, Operand> reader, boolean negated) {
        this.wire = wire;
        this.reader = reader;
        this.negated = negated;
    }

    static Optional<ConditionOperator> fromWire(String text) {
        for (ConditionOperator operator : values()) {
            if (operator.wire.equals(text)) {
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    public String wire() {
        return wire;
    }

    /** True for the operators that hold when none of their values matches. */
    boolean isNegated() {
        return negated;
    }

    /** @throws IllegalArgumentException when the text is not a value of this operator's kind */
    Operand operand(String text) {
        return reader.apply(text);
    }
}
