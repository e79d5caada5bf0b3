package io.coffer.model.select;

/**
 * How the result is written.
 *
 * @param keepAllColumns whether the columns of CSV that are not selected are written empty
 * @param raw whether the result stands alone, without frames around it
 * @param header whether the names of the columns go first
 */
public record SelectOutput(
        String recordDelimiter, char fieldDelimiter, char quote, boolean keepAllColumns, boolean raw, boolean header) {}
