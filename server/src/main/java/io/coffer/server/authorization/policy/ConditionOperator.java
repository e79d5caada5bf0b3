package io.coffer.server.authorization.policy;

import io.coffer.server.authorization.policy.Operand.Comparison;
import java.util.Optional;

/** The operators that a condition may use, by their name in the policy text. */
public enum ConditionOperator {
    STRING_EQUALS("StringEquals", false),
    STRING_NOT_EQUALS("StringNotEquals", true),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true),
    STRING_LIKE("StringLike", false),
    STRING_NOT_LIKE("StringNotLike", true),
    NUMERIC_EQUALS("NumericEquals", false),
    NUMERIC_NOT_EQUALS("NumericNotEquals", true),
    NUMERIC_LESS_THAN("NumericLessThan", false),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false),
    NUMERIC_GREATER_THAN("NumericGreaterThan", false),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false),
    DATE_EQUALS("DateEquals", false),
    DATE_NOT_EQUALS("DateNotEquals", true),
    DATE_LESS_THAN("DateLessThan", false),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", false),
    DATE_GREATER_THAN("DateGreaterThan", false),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false),
    BOOL("Bool", false),
    IP_ADDRESS("IpAddress", false),
    NOT_IP_ADDRESS("NotIpAddress", true),
    // the first and the last address of a block always count
    IP_ADDRESS_INCLUDE_BORDER("IpAddressIncludeBorder", false),
    NOT_IP_ADDRESS_INCLUDE_BORDER("NotIpAddressIncludeBorder", true);

    private final String wire;
    private final boolean negated;

    ConditionOperator(String wire, boolean negated) {
        this.wire = wire;
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
        return switch (this) {
            case STRING_EQUALS, STRING_NOT_EQUALS -> new Operand.Text(text, false);
            case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE -> new Operand.Text(text, true);
            case STRING_LIKE, STRING_NOT_LIKE -> new Operand.Like(WildcardPattern.of(text));
            case NUMERIC_EQUALS, NUMERIC_NOT_EQUALS -> Operand.Decimal.of(Comparison.EQUAL, text);
            case NUMERIC_LESS_THAN -> Operand.Decimal.of(Comparison.LESS, text);
            case NUMERIC_LESS_THAN_EQUALS -> Operand.Decimal.of(Comparison.LESS_OR_EQUAL, text);
            case NUMERIC_GREATER_THAN -> Operand.Decimal.of(Comparison.GREATER, text);
            case NUMERIC_GREATER_THAN_EQUALS -> Operand.Decimal.of(Comparison.GREATER_OR_EQUAL, text);
            case DATE_EQUALS, DATE_NOT_EQUALS -> Operand.Moment.of(Comparison.EQUAL, text);
            case DATE_LESS_THAN -> Operand.Moment.of(Comparison.LESS, text);
            case DATE_LESS_THAN_EQUALS -> Operand.Moment.of(Comparison.LESS_OR_EQUAL, text);
            case DATE_GREATER_THAN -> Operand.Moment.of(Comparison.GREATER, text);
            case DATE_GREATER_THAN_EQUALS -> Operand.Moment.of(Comparison.GREATER_OR_EQUAL, text);
            case BOOL -> Operand.Flag.of(text);
            case IP_ADDRESS, NOT_IP_ADDRESS, IP_ADDRESS_INCLUDE_BORDER, NOT_IP_ADDRESS_INCLUDE_BORDER ->
                new Operand.Network(IpNetwork.parse(text));
        };
    }
}
