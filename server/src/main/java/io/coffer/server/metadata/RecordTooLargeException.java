package io.coffer.server.metadata;

/** A record holds more than the store can keep in one place; nothing was stored. */
public final class RecordTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RecordTooLargeException(String name) {
        super("the record " + name + " is too large");
    }
}
