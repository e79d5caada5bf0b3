package io.coffer.server.select;

/** One record under a query. */
interface Row {
    /** A column's value, {@link Value.Nothing#MISSING} when the record lacks it. */
    Value value(Column column);
}
