package io.coffer.server.select;

/** A part of a query that has a value in each record. */
@FunctionalInterface
interface Term {
    /** @throws Mismatch when the record's types do not fit */
    Value of(Row row);
}
