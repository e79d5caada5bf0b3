package io.coffer.server.select;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Pattern;

/** Numbers as a query takes them. */
final class Numbers {
    /** a text beyond it is no number anyone writes, and costs more to read than it is worth */
    private static final int MAX_TEXT = 128;

    /** a decimal beyond it would take the memory of its exponent when it is added to another */
    private static final int MAX_SCALE = 400;

    /** as many digits of a binary fraction as are surely right */
    private static final MathContext SHOWN = new MathContext(15);

    private static final Pattern FORM = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,9})?");

    private Numbers() {}

    /** The number of a value; no value for none and for an empty text. */
    static Value of(Value value) {
        return switch (value) {
            case Value.Text text -> text.text().isBlank() ? Value.Nothing.NULL : parse(text.text());
            case Value.Whole whole -> whole;
            case Value.Exact exact -> exact;
            case Value.Real real -> real;
            case Value.Nothing nothing -> nothing;
            case Value.Truth truth -> throw new Mismatch("a truth value is not a number");
            case Value.Moment moment -> throw new Mismatch("a timestamp is not a number");
            case Value.Node node -> throw new Mismatch("an object or array is not a number");
        };
    }

    static Value parse(String written) {
        String text = written.strip();
        if (text.length() > MAX_TEXT || !FORM.matcher(text).matches()) {
            throw new Mismatch("a text is not a number");
        }
        try {
            return new Value.Whole(Long.parseLong(text));
        } catch (NumberFormatException notWhole) {
            BigDecimal exact = new BigDecimal(text);
            return Math.abs(exact.scale()) > MAX_SCALE
                    ? new Value.Real(Double.parseDouble(text))
                    : new Value.Exact(exact);
        }
    }

    static double real(Value number) {
        return switch (number) {
            case Value.Whole whole -> whole.number();
            case Value.Exact exact -> exact.number().doubleValue();
            case Value.Real real -> real.number();
            default -> throw new Mismatch("not a number");
        };
    }

    static BigDecimal exact(Value number) {
        return switch (number) {
            case Value.Whole whole -> BigDecimal.valueOf(whole.number());
            case Value.Exact exact -> exact.number();
            case Value.Real real -> finite(real.number());
            default -> throw new Mismatch("not a number");
        };
    }

    private static BigDecimal finite(double number) {
        if (!Double.isFinite(number)) {
            throw new Mismatch("a number is too large");
        }
        return BigDecimal.valueOf(number);
    }

    static Value bounded(BigDecimal number) {
        return Math.abs(number.scale()) > MAX_SCALE ? new Value.Real(number.doubleValue()) : new Value.Exact(number);
    }

    static String text(double number) {
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        BigDecimal shown = new BigDecimal(number).round(SHOWN).stripTrailingZeros();
        return Math.abs(shown.scale()) > 20 ? shown.toString() : shown.toPlainString();
    }
}
