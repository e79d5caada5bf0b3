package io.coffer.server.select;

/** A record's value is not of the type that the query takes; the record is left out. */
final class Mismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Mismatch(String message) {
        // thrown for every such record, so without a trace
        super(message, null, false, false);
    }
}
