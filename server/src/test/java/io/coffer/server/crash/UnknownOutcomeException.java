package io.coffer.server.crash;

/** The server died before it answered: the change may or may not have happened. */
final class UnknownOutcomeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownOutcomeException(Throwable cause) {
        super("no answer came", cause);
    }
}
