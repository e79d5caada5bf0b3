package io.coffer.server.authorization;

/** A request that was not allowed, with everything that was looked at, so that the refusal can be explained. */
public final class AccessDeniedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Denial denial;

    AccessDeniedException(Denial denial) {
        super(
                denial.permission().action() + " on " + denial.permission().resource() + ": " + denial.cause(),
                null,
                false,
                false);
        this.denial = denial;
    }

    public Denial denial() {
        return denial;
    }
}
