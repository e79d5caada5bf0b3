package io.coffer.server.select;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.Between;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.GreaterThan;
import net.sf.jsqlparser.expression.operators.relational.GreaterThanEquals;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.expression.operators.relational.MinorThan;
import net.sf.jsqlparser.expression.operators.relational.MinorThanEquals;
import net.sf.jsqlparser.expression.operators.relational.NotEqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;

/** The condition of WHERE. Where a value is missing, it is neither true nor false, as SQL has it. */
final class SqlConditions {
    static final int MAX_DEPTH = 10;
    private static final int MAX_CONDITIONS = 20;
    private static final int MAX_IN_VALUES = 1024;

    private final SqlTerms terms;
    private int conditions;

    SqlConditions(SqlTerms terms) {
        this.terms = terms;
    }

    Term where(Expression expression) {
        return condition(expression, 1, OssError.SQL_SYNTAX_ERROR);
    }

    /** @param refusal what an expression that is no condition is refused as */
    private Term condition(Expression expression, int depth, OssError refusal) {
        if (depth > MAX_DEPTH) {
            throw OssError.SQL_CONDITIONS_TOO_DEEP.exception();
        }
        if (expression instanceof ParenthesedExpressionList<?> parentheses && parentheses.size() == 1) {
            return condition(parentheses.getFirst(), depth, refusal);
        }
        return switch (expression) {
            case AndExpression and -> all(and, depth);
            case OrExpression or -> any(or, depth);
            case NotExpression not -> not(condition(not.getExpression(), depth + 1, OssError.SQL_INVALID_NOT));
            default -> {
                if (++conditions > MAX_CONDITIONS) {
                    throw OssError.SQL_TOO_MANY_CONDITIONS.exception();
                }
                yield single(expression, refusal);
            }
        };
    }

    private Term single(Expression expression, OssError refusal) {
        return switch (expression) {
            case EqualsTo equal -> comparison(equal, order -> order == 0);
            case NotEqualsTo different -> comparison(different, order -> order != 0);
            case GreaterThan greater -> comparison(greater, order -> order > 0);
            case GreaterThanEquals atLeast -> comparison(atLeast, order -> order >= 0);
            case MinorThan less -> comparison(less, order -> order < 0);
            case MinorThanEquals atMost -> comparison(atMost, order -> order <= 0);
            case LikeExpression like -> like(like);
            case InExpression in -> in(in);
            case Between between -> between(between);
            case IsNullExpression isNull -> isNull(isNull);
            case BooleanValue truth -> row -> new Value.Truth(truth.getValue());
            case NullValue none -> row -> Value.Nothing.NULL;
            case net.sf.jsqlparser.schema.Column column -> truth(terms.term(column));
            case CastExpression cast -> {
                if (terms.type(cast) != SqlType.BOOL) {
                    throw refused(refusal, expression);
                }
                yield truth(terms.term(cast));
            }
            default -> throw refused(refusal, expression);
        };
    }

    private OssException refused(OssError refusal, Expression expression) {
        if (refusal != OssError.SQL_SYNTAX_ERROR) {
            return refusal.exception();
        }
        // says what is wrong within a term before it says that a term is no condition
        terms.term(expression);
        return SqlText.syntax("WHERE takes a condition.");
    }

    private static Term truth(Term term) {
        return row -> Comparison.truth(term.of(row));
    }

    private static Term not(Term term) {
        return row -> term.of(row) instanceof Value.Truth truth ? new Value.Truth(!truth.holds()) : Value.Nothing.NULL;
    }

    private Term all(AndExpression and, int depth) {
        return joined(operands(and, AndExpression.class), depth, OssError.SQL_INVALID_AND, false);
    }

    private Term any(OrExpression or, int depth) {
        return joined(operands(or, OrExpression.class), depth, OssError.SQL_INVALID_OR, true);
    }

    /** A chain of one operator is one level, however long it is. */
    private static List<Expression> operands(BinaryExpression chain, Class<? extends BinaryExpression> operator) {
        List<Expression> operands = new ArrayList<>();
        Expression left = chain;
        while (operator.isInstance(left)) {
            BinaryExpression pair = operator.cast(left);
            operands.addFirst(pair.getRightExpression());
            left = pair.getLeftExpression();
        }
        operands.addFirst(left);
        return operands;
    }

    /** @param decisive the truth value of one operand that decides for all */
    private Term joined(List<Expression> operands, int depth, OssError refusal, boolean decisive) {
        List<Term> parts = new ArrayList<>();
        for (Expression operand : operands) {
            parts.add(condition(operand, depth + 1, refusal));
        }
        return row -> {
            boolean unknown = false;
            for (Term part : parts) {
                if (part.of(row) instanceof Value.Truth truth) {
                    if (truth.holds() == decisive) {
                        return truth;
                    }
                } else {
                    unknown = true;
                }
            }
            return unknown ? Value.Nothing.NULL : new Value.Truth(!decisive);
        };
    }

    private Term comparison(BinaryExpression pair, IntPredicate wanted) {
        Optional<Value> one = terms.constant(pair.getLeftExpression());
        Optional<Value> other = terms.constant(pair.getRightExpression());
        if (one.isPresent() && other.isPresent()) {
            return constant(one.get(), other.get(), wanted);
        }
        Term left = terms.term(pair.getLeftExpression());
        Term right = terms.term(pair.getRightExpression());
        return row -> Comparison.holds(left.of(row), right.of(row), wanted);
    }

    private static Term constant(Value one, Value other, IntPredicate wanted) {
        boolean textual = one instanceof Value.Text;
        boolean comparable = one.isNothing() || other.isNothing() || textual == other instanceof Value.Text;
        try {
            if (comparable) {
                Value result = Comparison.holds(one, other, wanted);
                return row -> result;
            }
        } catch (Mismatch different) {
            // refused below, as a text beside a number is
        }
        throw OssError.SQL_COMPARED_TYPES_DIFFER.exception();
    }

    private Term like(LikeExpression like) {
        boolean plain = !like.isUseBinary() && like.getLikeKeyWord() == LikeExpression.KeyWord.LIKE;
        boolean onConstant = terms.constant(like.getLeftExpression()).isPresent();
        if (!plain || onConstant || !(like.getRightExpression() instanceof StringValue written)) {
            throw OssError.SQL_INVALID_LIKE_OPERAND.exception();
        }
        Optional<String> escape = Optional.ofNullable(like.getEscape()).map(SqlConditions::escape);
        LikePattern pattern = LikePattern.of(written.getNotExcapedValue(), escape);
        Term operand = terms.term(like.getLeftExpression());
        Term matches = row -> switch (operand.of(row)) {
            case Value.Nothing nothing -> Value.Nothing.NULL;
            case Value.Text text -> new Value.Truth(pattern.matches(text.text()));
            default -> throw new Mismatch("LIKE takes a text");
        };
        return like.isNot() ? not(matches) : matches;
    }

    private static String escape(Expression escape) {
        if (escape instanceof StringValue written) {
            return written.getNotExcapedValue();
        }
        throw OssError.SQL_ONE_ESCAPE.exception();
    }

    private Term in(InExpression in) {
        if (!(in.getRightExpression() instanceof ParenthesedExpressionList<?> list)) {
            throw SqlText.syntax("IN takes constants in parentheses.");
        }
        if (list.size() > MAX_IN_VALUES) {
            throw OssError.SQL_TOO_MANY_IN_VALUES.exception();
        }
        List<Value> values = new ArrayList<>();
        for (Expression expression : list) {
            values.add(
                    terms.constant(expression).orElseThrow(() -> SqlText.syntax("IN takes constants in parentheses.")));
        }
        requireOneType(values);
        Term operand = terms.term(in.getLeftExpression());
        Term among = row -> among(operand.of(row), values);
        return in.isNot() ? not(among) : among;
    }

    private static void requireOneType(List<Value> values) {
        long texts = values.stream().filter(Value.Text.class::isInstance).count();
        long truths = values.stream().filter(Value.Truth.class::isInstance).count();
        long others = values.stream().filter(value -> !value.isNothing()).count() - texts - truths;
        if (java.util.stream.LongStream.of(texts, truths, others)
                        .filter(count -> count > 0)
                        .count()
                > 1) {
            throw OssError.SQL_IN_VALUES_DIFFER.exception();
        }
    }

    private static Value among(Value value, List<Value> values) {
        boolean unknown = false;
        for (Value candidate : values) {
            Value equal = Comparison.holds(value, candidate, order -> order == 0);
            if (equal.isTrue()) {
                return equal;
            }
            unknown |= equal.isNothing();
        }
        return unknown ? Value.Nothing.NULL : new Value.Truth(false);
    }

    private Term between(Between between) {
        Term operand = terms.term(between.getLeftExpression());
        Term start = terms.term(between.getBetweenExpressionStart());
        Term end = terms.term(between.getBetweenExpressionEnd());
        Term inside = row -> {
            Value value = operand.of(row);
            Value above = Comparison.holds(value, start.of(row), order -> order >= 0);
            Value below = Comparison.holds(value, end.of(row), order -> order <= 0);
            if (above.isFalse() || below.isFalse()) {
                return new Value.Truth(false);
            }
            return above.isNothing() || below.isNothing() ? Value.Nothing.NULL : new Value.Truth(true);
        };
        return between.isNot() ? not(inside) : inside;
    }

    private Term isNull(IsNullExpression isNull) {
        if (terms.constant(isNull.getLeftExpression()).isPresent()) {
            throw OssError.SQL_INVALID_IS_NULL.exception();
        }
        Term operand = terms.term(isNull.getLeftExpression());
        return row -> new Value.Truth(operand.of(row).isNothing() != isNull.isNot());
    }
}
