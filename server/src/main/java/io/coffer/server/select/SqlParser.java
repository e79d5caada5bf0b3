package io.coffer.server.select;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserConstants;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.TokenMgrException;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.Limit;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.SelectItem;

/** Understands the SQL of SelectObject: one SELECT from one object, within the limits of OSS. */
final class SqlParser {
    private static final String TABLE = "ossobject";
    private static final int MAX_AGGREGATIONS = 100;
    private static final int MAX_SELECTED = 1000;

    private final SqlText text;
    private final PlainSelect select;
    private final SqlTerms terms;
    private final SqlPath root;

    private SqlParser(SqlText text, PlainSelect select, SqlPath root, String alias) {
        this.text = text;
        this.select = select;
        this.root = root;
        this.terms = new SqlTerms(text, alias);
    }

    /** @throws OssException for SQL that OSS does not take */
    static Query parse(String sql) {
        SqlText text = SqlText.of(sql);
        PlainSelect select = statement(text.rewritten());
        if (!(select.getFromItem() instanceof Table table)) {
            throw SqlText.syntax("SelectObject selects FROM ossobject.");
        }
        SqlPath from = text.path(table.getFullyQualifiedName()).orElseThrow(() -> SqlText.syntax("FROM takes a name."));
        if (!from.startsWith(TABLE)) {
            throw SqlText.syntax("SelectObject selects FROM ossobject.");
        }
        String alias = Optional.ofNullable(table.getAlias())
                .map(named -> text.name(named.getName()))
                .orElse("");
        return new SqlParser(text, select, from.withoutFirst(), alias).query();
    }

    private static PlainSelect statement(String sql) {
        try {
            CCJSqlParser parser = new CCJSqlParser(sql);
            Statement statement = parser.Statement();
            boolean whole = parser.token.kind == CCJSqlParserConstants.EOF
                    || parser.getNextToken().kind == CCJSqlParserConstants.EOF;
            if (!whole || !(statement instanceof PlainSelect select)) {
                throw SqlText.syntax("The SQL must be one SELECT.");
            }
            requireNothingMore(select);
            return select;
        } catch (ParseException | TokenMgrException unreadable) {
            throw SqlText.syntax("The SQL cannot be read.");
        } catch (StackOverflowError tooDeep) {
            throw OssError.SQL_UNSUPPORTED.exception();
        }
    }

    /** What is not one of the four parts taken here would be lost in silence, so it is looked for in all that is left. */
    private static void requireNothingMore(PlainSelect select) {
        PlainSelect taken = new PlainSelect();
        taken.setSelectItems(select.getSelectItems());
        taken.setFromItem(select.getFromItem());
        taken.setWhere(select.getWhere());
        taken.setLimit(select.getLimit());
        if (!taken.toString().equals(select.toString())) {
            throw SqlText.syntax("SelectObject takes SELECT, FROM, WHERE and LIMIT only.");
        }
    }

    private Query query() {
        List<Query.Selected> selected = selected();
        Optional<Term> where =
                Optional.ofNullable(select.getWhere()).map(condition -> new SqlConditions(terms).where(condition));
        return new Query(root, selected, where, limit(), terms.columns());
    }

    private List<Query.Selected> selected() {
        List<SelectItem<?>> items = select.getSelectItems();
        boolean star = items.stream().anyMatch(item -> item.getExpression() instanceof AllColumns);
        if (star && items.size() > 1) {
            throw OssError.SQL_MIXED_STAR.exception();
        }
        if (star) {
            return List.of();
        }
        if (items.size() > MAX_SELECTED) {
            throw OssError.SQL_UNSUPPORTED.exception();
        }
        List<Query.Selected> selected = new ArrayList<>();
        for (SelectItem<?> item : items) {
            Optional<String> alias = Optional.ofNullable(item.getAlias()).map(named -> text.name(named.getName()));
            selected.add(selected(item.getExpression(), alias));
        }
        long aggregates =
                selected.stream().filter(one -> one.aggregate().isPresent()).count();
        if (aggregates > 0 && aggregates < selected.size()) {
            throw OssError.SQL_MIXED_AGGREGATION.exception();
        }
        if (aggregates > MAX_AGGREGATIONS) {
            throw OssError.SQL_TOO_MANY_AGGREGATIONS.exception();
        }
        return selected;
    }

    private Query.Selected selected(Expression expression, Optional<String> alias) {
        return switch (expression) {
            case net.sf.jsqlparser.schema.Column named -> {
                Term term = terms.term(named);
                SqlPath path = terms.path(named);
                Optional<Column> column = terms.columns().stream()
                        .filter(known -> known.path().equals(path))
                        .findFirst();
                yield new Query.Selected(term, alias, column, Optional.empty());
            }
            case CastExpression cast -> new Query.Selected(terms.term(cast), alias, Optional.empty(), Optional.empty());
            case Function function -> {
                if (!SqlTerms.isAggregate(function)) {
                    throw notSelectable(expression);
                }
                yield new Query.Selected(
                        aggregated(function), alias, Optional.empty(), Optional.of(function.getName()));
            }
            default -> throw notSelectable(expression);
        };
    }

    /** OSS refuses them too, and its clients' own tests rely on it. */
    private OssException notSelectable(Expression expression) {
        terms.term(expression);
        return SqlText.syntax("SELECT takes columns, CAST and aggregations, no other expressions.");
    }

    private Term aggregated(Function function) {
        if (function.isDistinct() || function.isUnique() || function.getParameters() == null) {
            throw SqlText.syntax(function.getName() + " takes one column.");
        }
        if (function.getParameters().size() != 1) {
            throw SqlText.syntax(function.getName() + " takes one column.");
        }
        boolean counts = function.getName().equalsIgnoreCase("count");
        return switch (function.getParameters().getFirst()) {
            case AllColumns all -> {
                if (!counts) {
                    throw OssError.SQL_AGGREGATION_ON_NON_NUMERIC.exception();
                }
                yield row -> new Value.Truth(true);
            }
            case net.sf.jsqlparser.schema.Column column -> terms.term(column);
            case CastExpression cast -> {
                Aggregation.requireType(function.getName(), terms.type(cast));
                yield terms.term(cast);
            }
            default -> throw OssError.SQL_AGGREGATION_ON_NON_NUMERIC.exception();
        };
    }

    private long limit() {
        Limit limit = select.getLimit();
        if (limit == null) {
            return Query.NO_LIMIT;
        }
        boolean plain = limit.getOffset() == null && limit.getByExpressions() == null;
        if (plain && limit.getRowCount() instanceof LongValue count) {
            try {
                long rows = count.getValue();
                if (rows >= 1) {
                    return rows;
                }
            } catch (NumberFormatException tooLarge) {
                return Query.NO_LIMIT;
            }
        }
        throw OssError.SQL_INVALID_LIMIT.exception();
    }
}
