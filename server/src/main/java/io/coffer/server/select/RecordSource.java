package io.coffer.server.select;

import java.io.IOException;

/** The records of an object, one after the other. */
interface RecordSource {
    /**
     * What is done with each record.
     *
     * @see #forEach
     */
    @FunctionalInterface
    interface Visitor {
        /** @return whether to go on */
        boolean visit(Row row, long line) throws IOException;
    }

    /** Which lines are wanted at all; told of every line. */
    interface Lines {
        /** Whether the line that begins is among the wanted ones. */
        boolean wants(long line);

        /**
         * The line has ended.
         *
         * @param size in characters
         */
        void passed(long size);

        /** Whether no line after this one is wanted. */
        boolean isOver();
    }

    /**
     * Visits the records of the wanted lines, in order.
     *
     * @throws io.coffer.model.OssException when the object is not what the query says it is
     */
    void forEach(Lines lines, Visitor visitor) throws IOException;
}
