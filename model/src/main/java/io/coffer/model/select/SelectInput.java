package io.coffer.model.select;

import java.util.Optional;

/** How the records stand in the object. */
public sealed interface SelectInput {
    /** Whether the object is compressed with GZIP. */
    boolean compressed();

    /**
     * @param quotedRecordDelimiter whether a quoted field may hold the record delimiter
     */
    record Csv(
            boolean compressed,
            Header header,
            String recordDelimiter,
            char fieldDelimiter,
            char quote,
            Optional<Character> comment,
            boolean quotedRecordDelimiter)
            implements SelectInput {}

    /**
     * @param lines whether the object is a sequence of documents, each a record
     * @param numbersAsText whether numbers are taken as the text they are written in
     */
    record Json(boolean compressed, boolean lines, boolean numbersAsText) implements SelectInput {}

    /** What the first line is. */
    enum Header {
        /** a record like the others */
        NONE,
        /** the names of the columns, which the query may use */
        USE,
        /** the names of the columns, which the query does not use */
        IGNORE
    }
}
