package io.coffer.server.select;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;

/** The types that CAST knows. An empty text is no value of any type but a text. */
enum SqlType {
    INT,
    DOUBLE,
    DECIMAL,
    STRING,
    BOOL,
    TIMESTAMP;

    static Optional<SqlType> ofName(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "int", "integer", "bigint", "long" -> Optional.of(INT);
            case "double", "float", "real" -> Optional.of(DOUBLE);
            case "decimal", "numeric" -> Optional.of(DECIMAL);
            case "string", "varchar", "char", "text" -> Optional.of(STRING);
            case "bool", "boolean" -> Optional.of(BOOL);
            case "timestamp" -> Optional.of(TIMESTAMP);
            default -> Optional.empty();
        };
    }

    boolean isNumeric() {
        return this == INT || this == DOUBLE || this == DECIMAL;
    }

    /** @throws Mismatch when the value cannot be of this type */
    Value cast(Value value) {
        if (value.isNothing()) {
            return value;
        }
        return switch (this) {
            case INT -> whole(value);
            case DOUBLE -> {
                Value number = number(value);
                yield number.isNothing() ? number : new Value.Real(Numbers.real(number));
            }
            case DECIMAL -> {
                Value number = number(value);
                yield number.isNothing() ? number : Numbers.bounded(Numbers.exact(number));
            }
            case STRING -> new Value.Text(Written.text(value));
            case BOOL -> truth(value);
            case TIMESTAMP -> timestamp(value);
        };
    }

    private static Value number(Value value) {
        return value instanceof Value.Truth truth ? new Value.Whole(truth.holds() ? 1 : 0) : Numbers.of(value);
    }

    private static Value whole(Value value) {
        Value number = number(value);
        if (number.isNothing() || number instanceof Value.Whole) {
            return number;
        }
        BigDecimal truncated = Numbers.exact(number).setScale(0, RoundingMode.DOWN);
        try {
            return new Value.Whole(truncated.longValueExact());
        } catch (ArithmeticException tooLarge) {
            throw new Mismatch("a number is too large for INT");
        }
    }

    private static Value truth(Value value) {
        return switch (value) {
            case Value.Whole whole -> new Value.Truth(whole.number() != 0);
            case Value.Text text ->
                switch (text.text()) {
                    case "1" -> new Value.Truth(true);
                    case "0" -> new Value.Truth(false);
                    default -> Comparison.truth(value);
                };
            default -> Comparison.truth(value);
        };
    }

    private static Value timestamp(Value value) {
        return switch (value) {
            case Value.Moment moment -> moment;
            case Value.Text text ->
                text.text().isBlank() ? Value.Nothing.NULL : new Value.Moment(Timestamps.parse(text.text()));
            // a date such as 20121201 is a number in JSON
            case Value.Whole whole -> new Value.Moment(Timestamps.parse(Long.toString(whole.number())));
            default -> throw new Mismatch("a value is not a timestamp");
        };
    }
}
