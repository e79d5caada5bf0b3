package io.coffer.cli;

/** The command cannot be sent as it was written. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
