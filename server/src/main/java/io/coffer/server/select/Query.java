package io.coffer.server.select;

import java.util.List;
import java.util.Optional;

/**
 * A query that was understood.
 *
 * @param root the way from the document to its records; empty for CSV
 * @param selected empty for the asterisk
 * @param columns every column that the query names
 */
record Query(SqlPath root, List<Selected> selected, Optional<Term> where, long limit, List<Column> columns) {
    static final long NO_LIMIT = Long.MAX_VALUE;

    /**
     * One entry of the list of SELECT.
     *
     * @param column the column, when it is one and nothing is made of it
     * @param aggregate the name of the aggregation, when it is one
     */
    record Selected(Term term, Optional<String> alias, Optional<Column> column, Optional<String> aggregate) {}

    Query {
        selected = List.copyOf(selected);
        columns = List.copyOf(columns);
    }

    boolean isStar() {
        return selected.isEmpty();
    }

    boolean aggregates() {
        return selected.stream().anyMatch(one -> one.aggregate().isPresent());
    }

    /** The name of an entry in the result: its alias, its column's own, or its place. */
    String name(int index) {
        Selected one = selected.get(index);
        return one.alias()
                .or(() -> one.column().map(column -> column.path().lastName()).filter(name -> !name.isEmpty()))
                .orElse("_" + (index + 1));
    }

    /** A fresh aggregation for each entry. */
    List<Aggregation> aggregations() {
        return selected.stream()
                .map(one -> Aggregation.of(one.aggregate().orElseThrow(), one.term()))
                .toList();
    }
}
