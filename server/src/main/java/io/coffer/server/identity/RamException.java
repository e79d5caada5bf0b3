package io.coffer.server.identity;

/** A refused change of identities. */
public final class RamException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final RamError error;

    RamException(RamError error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    public RamError error() {
        return error;
    }

    /** What is shown to the caller. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
