package io.coffer.server.select;

import java.util.List;

/** How the records of a result are written. */
interface ResultFormat {
    /** The record, with its delimiter. */
    byte[] row(Row row);

    /** The one record that aggregations result in. */
    byte[] aggregated(List<Value> values);

    /** What stands before the first record; perhaps nothing. Known once the first record was read. */
    byte[] header();
}
