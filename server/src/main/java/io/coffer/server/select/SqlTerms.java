package io.coffer.server.select;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.arithmetic.Addition;
import net.sf.jsqlparser.expression.operators.arithmetic.Concat;
import net.sf.jsqlparser.expression.operators.arithmetic.Division;
import net.sf.jsqlparser.expression.operators.arithmetic.Modulo;
import net.sf.jsqlparser.expression.operators.arithmetic.Multiplication;
import net.sf.jsqlparser.expression.operators.arithmetic.Subtraction;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;

/** Turns the parser's expressions into terms and finds the columns of a query on the way. */
final class SqlTerms {
    private static final Set<String> AGGREGATES = Set.of("count", "sum", "avg", "max", "min");
    private static final int MAX_DEPTH = 64;

    private final SqlText text;
    private final String alias;
    private final List<Column> columns = new ArrayList<>();
    private final Map<SqlPath, SqlType> casts = new HashMap<>();
    private int depth;

    SqlTerms(SqlText text, String alias) {
        this.text = text;
        this.alias = alias;
    }

    List<Column> columns() {
        return List.copyOf(columns);
    }

    Term term(Expression expression) {
        if (++depth > MAX_DEPTH) {
            throw OssError.SQL_UNSUPPORTED.exception();
        }
        try {
            if (expression instanceof ParenthesedExpressionList<?> parentheses && parentheses.size() == 1) {
                return term(parentheses.getFirst());
            }
            return switch (expression) {
                case net.sf.jsqlparser.schema.Column named -> reference(named);
                case CastExpression cast -> cast(cast);
                case Addition binary -> arithmetic(Arithmetic.ADD, binary);
                case Subtraction binary -> arithmetic(Arithmetic.SUBTRACT, binary);
                case Multiplication binary -> arithmetic(Arithmetic.MULTIPLY, binary);
                case Division binary -> arithmetic(Arithmetic.DIVIDE, binary);
                case Modulo binary -> arithmetic(Arithmetic.REMAINDER, binary);
                case Concat concat -> concat(concat);
                case Function function -> throw refused(function);
                case SignedExpression signed -> constant(signed).isEmpty() ? signed(signed) : literal(signed);
                default -> literal(expression);
            };
        } finally {
            depth--;
        }
    }

    private Term literal(Expression expression) {
        return constant(expression).<Term>map(value -> row -> value).orElseThrow(() -> unknown(expression));
    }

    static boolean isAggregate(Function function) {
        return AGGREGATES.contains(function.getName().toLowerCase(Locale.ROOT));
    }

    private static OssException refused(Function function) {
        return SqlText.syntax(
                isAggregate(function)
                        ? "An aggregation stands only in the list of SELECT."
                        : "There is no function " + function.getName() + ".");
    }

    private OssException unknown(Expression expression) {
        return SqlText.syntax("SelectObject does not take an expression of this kind: "
                + expression.getClass().getSimpleName() + ".");
    }

    /** The value of an expression that is one whatever the record says. */
    Optional<Value> constant(Expression expression) {
        return switch (expression) {
            case StringValue string -> Optional.of(new Value.Text(string.getNotExcapedValue()));
            case LongValue number -> Optional.of(Numbers.parse(number.getStringValue()));
            case DoubleValue number -> Optional.of(Numbers.parse(number.toString()));
            case BooleanValue truth -> Optional.of(new Value.Truth(truth.getValue()));
            case NullValue none -> Optional.of(Value.Nothing.NULL);
            case SignedExpression signed ->
                constant(signed.getExpression()).map(value -> signedConstant(signed, value));
            case ParenthesedExpressionList<?> parentheses ->
                parentheses.size() == 1 ? constant(parentheses.getFirst()) : Optional.empty();
            case CastExpression cast -> constant(cast.getLeftExpression()).map(value -> castConstant(cast, value));
            default -> Optional.empty();
        };
    }

    private Term signed(SignedExpression signed) {
        Term operand = term(signed.getExpression());
        return row -> signed(signed, operand.of(row));
    }

    private static Value signed(SignedExpression signed, Value value) {
        return signed.getSign() == '-' ? Arithmetic.SUBTRACT.apply(new Value.Whole(0), value) : Numbers.of(value);
    }

    private static Value signedConstant(SignedExpression signed, Value value) {
        requireArithmetic(value);
        return signed(signed, value);
    }

    private Value castConstant(CastExpression cast, Value value) {
        try {
            return conversion(cast).of(value);
        } catch (Mismatch impossible) {
            throw type(cast) == SqlType.TIMESTAMP
                    ? OssError.SQL_INVALID_TIMESTAMP.exception()
                    : OssError.SQL_COMPARED_TYPES_DIFFER.saying("A constant cannot be CAST to that type.");
        }
    }

    /** The path of a column without the name of the table before it. */
    SqlPath path(net.sf.jsqlparser.schema.Column named) {
        SqlPath path = text.path(named.getFullyQualifiedName())
                .orElseThrow(() -> SqlText.syntax("A column has no such name: " + named.getFullyQualifiedName()));
        boolean qualified = path.steps().size() > 1 && path.startsWith("ossobject");
        boolean aliased = !alias.isEmpty() && path.startsWith(alias);
        if (path.hasWildcard()) {
            throw OssError.SQL_WILDCARD_NOT_ALLOWED.exception();
        }
        return qualified || aliased ? path.withoutFirst() : path;
    }

    private Term reference(net.sf.jsqlparser.schema.Column named) {
        SqlPath path = path(named);
        Column column = columns.stream()
                .filter(known -> known.path().equals(path))
                .findFirst()
                .orElseGet(() -> new Column(columns.size(), path));
        if (column.number() == columns.size()) {
            columns.add(column);
        }
        return row -> row.value(column);
    }

    SqlType type(CastExpression cast) {
        String name = text.name(cast.getColDataType().getDataType().replaceAll("\\s*\\(.*", ""));
        return SqlType.ofName(name).orElseThrow(() -> SqlText.syntax("CAST does not know the type " + name + "."));
    }

    private Term cast(CastExpression cast) {
        Optional<Value> constant = constant(cast);
        if (constant.isPresent()) {
            Value value = constant.get();
            return row -> value;
        }
        if (cast.getLeftExpression() instanceof net.sf.jsqlparser.schema.Column named) {
            SqlType type = type(cast);
            if (casts.merge(path(named), type, (first, second) -> first) != type) {
                throw OssError.SQL_CAST_TO_DIFFERENT_TYPES.exception();
            }
        }
        Term operand = term(cast.getLeftExpression());
        Conversion conversion = conversion(cast);
        return row -> conversion.of(operand.of(row));
    }

    @FunctionalInterface
    private interface Conversion {
        Value of(Value value);
    }

    private Conversion conversion(CastExpression cast) {
        SqlType type = type(cast);
        if (!"CAST".equalsIgnoreCase(cast.keyword)) {
            throw unknown(cast);
        }
        Optional<String> format = Optional.ofNullable(cast.getFormat()).map(quoted -> quoted.replace("'", ""));
        if (format.isEmpty()) {
            return type::cast;
        }
        Timestamps.Form form = format.filter(name -> type == SqlType.TIMESTAMP)
                .flatMap(Timestamps::form)
                .orElseThrow(OssError.SQL_UNSUPPORTED_TIMESTAMP_FORMAT::exception);
        return value -> Written.text(value).isBlank()
                ? Value.Nothing.NULL
                : new Value.Moment(Timestamps.parse(Written.text(value), form));
    }

    private Term arithmetic(Arithmetic operator, BinaryExpression binary) {
        constant(binary.getLeftExpression()).ifPresent(SqlTerms::requireArithmetic);
        constant(binary.getRightExpression()).ifPresent(SqlTerms::requireArithmetic);
        Term left = term(binary.getLeftExpression());
        Term right = term(binary.getRightExpression());
        return row -> operator.apply(left.of(row), right.of(row));
    }

    private static void requireArithmetic(Value constant) {
        if (!(constant instanceof Value.Whole || constant instanceof Value.Exact || constant instanceof Value.Real)) {
            throw OssError.SQL_INVALID_ARITHMETIC.exception();
        }
    }

    private Term concat(Concat concat) {
        if (constant(concat.getLeftExpression()).isPresent()
                && constant(concat.getRightExpression()).isPresent()) {
            throw OssError.SQL_INVALID_CONCAT.exception();
        }
        Term left = term(concat.getLeftExpression());
        Term right = term(concat.getRightExpression());
        return row -> {
            Value first = left.of(row);
            Value second = right.of(row);
            return first.isNothing() || second.isNothing()
                    ? Value.Nothing.NULL
                    : new Value.Text(Written.text(first) + Written.text(second));
        };
    }
}
