package io.coffer.server.select;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.Locale;

/** One of COUNT, SUM, AVG, MAX and MIN over the records of a query. */
final class Aggregation {
    private enum Kind {
        COUNT,
        SUM,
        AVG,
        MAX,
        MIN
    }

    private final Kind kind;
    private final Term operand;
    private long count;
    private Value total = Value.Nothing.NULL;

    private Aggregation(Kind kind, Term operand) {
        this.kind = kind;
        this.operand = operand;
    }

    /** @param name one that {@link SqlTerms#isAggregate} knows */
    static Aggregation of(String name, Term operand) {
        return new Aggregation(Kind.valueOf(name.toUpperCase(Locale.ROOT)), operand);
    }

    /** @throws OssException when the aggregation does not take that type */
    static void requireType(String name, SqlType type) {
        boolean adds = name.equalsIgnoreCase("sum") || name.equalsIgnoreCase("avg");
        if (adds && type == SqlType.TIMESTAMP) {
            throw OssError.SQL_AGGREGATION_ON_TIMESTAMP.exception();
        }
        boolean counts = name.equalsIgnoreCase("count");
        if (!counts && !type.isNumeric() && type != SqlType.TIMESTAMP) {
            throw OssError.SQL_AGGREGATION_ON_NON_NUMERIC.exception();
        }
    }

    /** What the record has to add. */
    Value operand(Row row) {
        Value value = operand.of(row);
        boolean asIs = kind == Kind.COUNT || value instanceof Value.Moment;
        return asIs ? value : Numbers.of(value);
    }

    void add(Value value) {
        if (value.isNothing()) {
            return;
        }
        count++;
        switch (kind) {
            case COUNT -> {
                // the number of values is all it takes
            }
            case SUM, AVG -> total = total.isNothing() ? value : Arithmetic.ADD.apply(total, value);
            case MAX -> keep(value, 1);
            case MIN -> keep(value, -1);
        }
    }

    private void keep(Value value, int direction) {
        Value better = Comparison.holds(value, total, order -> order * direction > 0);
        if (total.isNothing() || better.isTrue()) {
            total = value;
        }
    }

    Value result() {
        return switch (kind) {
            case COUNT -> new Value.Whole(count);
            case SUM, MAX, MIN -> total;
            case AVG -> total.isNothing() ? total : new Value.Real(Numbers.real(total) / count);
        };
    }
}
