package io.coffer.model.select;

import java.util.Optional;

/**
 * A query over one object.
 *
 * @param expression the SQL, decoded
 * @param skipPartial whether a record that lacks a column of the query is left out
 * @param maxSkipped how many records may be left out before the query fails
 */
public record SelectRequest(
        String expression,
        SelectInput input,
        Optional<SelectRange> range,
        SelectOutput output,
        boolean skipPartial,
        long maxSkipped) {}
