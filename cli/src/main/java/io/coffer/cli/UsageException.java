package io.coffer.cli;

/** The command cannot be sent as it was written. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message);
    }
}
