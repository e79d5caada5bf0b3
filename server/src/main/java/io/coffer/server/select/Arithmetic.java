package io.coffer.server.select;

import java.math.BigDecimal;
import java.math.MathContext;

/** The operators between numbers. Whole numbers stay whole, also in a division, until they grow beyond 64 bits. */
enum Arithmetic {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    REMAINDER;

    Value apply(Value left, Value right) {
        Value first = Numbers.of(left);
        Value second = Numbers.of(right);
        if (first.isNothing() || second.isNothing()) {
            return Value.Nothing.NULL;
        }
        if (first instanceof Value.Real || second instanceof Value.Real) {
            return new Value.Real(real(Numbers.real(first), Numbers.real(second)));
        }
        if (first instanceof Value.Whole one && second instanceof Value.Whole other) {
            return whole(one.number(), other.number());
        }
        return exact(Numbers.exact(first), Numbers.exact(second));
    }

    private Value whole(long one, long other) {
        try {
            return new Value.Whole(
                    switch (this) {
                        case ADD -> Math.addExact(one, other);
                        case SUBTRACT -> Math.subtractExact(one, other);
                        case MULTIPLY -> Math.multiplyExact(one, other);
                        case DIVIDE -> Math.divideExact(one, divisor(other));
                        case REMAINDER -> one % divisor(other);
                    });
        } catch (ArithmeticException overflow) {
            return exact(BigDecimal.valueOf(one), BigDecimal.valueOf(other));
        }
    }

    private static long divisor(long number) {
        if (number == 0) {
            throw new Mismatch("a division by zero");
        }
        return number;
    }

    private Value exact(BigDecimal one, BigDecimal other) {
        boolean divides = this == DIVIDE || this == REMAINDER;
        if (divides && other.signum() == 0) {
            throw new Mismatch("a division by zero");
        }
        return Numbers.bounded(
                switch (this) {
                    case ADD -> one.add(other);
                    case SUBTRACT -> one.subtract(other);
                    case MULTIPLY -> one.multiply(other);
                    case DIVIDE -> one.divide(other, MathContext.DECIMAL128);
                    case REMAINDER -> one.remainder(other);
                });
    }

    private double real(double one, double other) {
        return switch (this) {
            case ADD -> one + other;
            case SUBTRACT -> one - other;
            case MULTIPLY -> one * other;
            case DIVIDE -> one / other;
            case REMAINDER -> one % other;
        };
    }
}
