package io.coffer.server.select;

import java.util.Locale;
import java.util.function.IntPredicate;

/** The order between values. A text beside a number, truth value or timestamp is read as one. */
final class Comparison {
    private Comparison() {}

    /** Whether the order is as wanted; no value when one side has none. */
    static Value holds(Value left, Value right, IntPredicate wanted) {
        if (left.isNothing() || right.isNothing()) {
            return Value.Nothing.NULL;
        }
        if (left instanceof Value.Text one && right instanceof Value.Text other) {
            return new Value.Truth(wanted.test(one.text().compareTo(other.text())));
        }
        if (left instanceof Value.Truth || right instanceof Value.Truth) {
            return truths(truth(left), truth(right), wanted);
        }
        if (left instanceof Value.Moment || right instanceof Value.Moment) {
            return moments(moment(left), moment(right), wanted);
        }
        return numbers(Numbers.of(left), Numbers.of(right), wanted);
    }

    private static Value numbers(Value left, Value right, IntPredicate wanted) {
        if (left.isNothing() || right.isNothing()) {
            return Value.Nothing.NULL;
        }
        if (left instanceof Value.Real || right instanceof Value.Real) {
            return new Value.Truth(wanted.test(Double.compare(Numbers.real(left), Numbers.real(right))));
        }
        return new Value.Truth(wanted.test(Numbers.exact(left).compareTo(Numbers.exact(right))));
    }

    private static Value truths(Value left, Value right, IntPredicate wanted) {
        return left instanceof Value.Truth one && right instanceof Value.Truth other
                ? new Value.Truth(wanted.test(Boolean.compare(one.holds(), other.holds())))
                : Value.Nothing.NULL;
    }

    private static Value moments(Value left, Value right, IntPredicate wanted) {
        return left instanceof Value.Moment one && right instanceof Value.Moment other
                ? new Value.Truth(wanted.test(one.time().compareTo(other.time())))
                : Value.Nothing.NULL;
    }

    /** The truth value that a value is; no value for none and for an empty text. */
    static Value truth(Value value) {
        return switch (value) {
            case Value.Truth truth -> truth;
            case Value.Nothing nothing -> Value.Nothing.NULL;
            case Value.Text text ->
                switch (text.text().strip().toLowerCase(Locale.ROOT)) {
                    case "" -> Value.Nothing.NULL;
                    case "true" -> new Value.Truth(true);
                    case "false" -> new Value.Truth(false);
                    default -> throw new Mismatch("a text is not a truth value");
                };
            default -> throw new Mismatch("a value is not a truth value");
        };
    }

    private static Value moment(Value value) {
        return switch (value) {
            case Value.Moment moment -> moment;
            case Value.Text text ->
                text.text().isBlank() ? Value.Nothing.NULL : new Value.Moment(Timestamps.parse(text.text()));
            default -> throw new Mismatch("a value is not a timestamp");
        };
    }
}
