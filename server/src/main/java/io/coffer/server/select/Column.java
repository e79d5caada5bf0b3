package io.coffer.server.select;

/**
 * A column that a query names.
 *
 * @param number its place among the columns of the query, by which a record finds it quickly
 */
record Column(int number, SqlPath path) {}
