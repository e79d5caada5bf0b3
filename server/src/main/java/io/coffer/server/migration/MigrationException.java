package io.coffer.server.migration;

/** A migration that is not begun, not cancelled, or not finished; the message says why. */
public final class MigrationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Refusal {
        /** The configuration names no target. */
        NOT_CONFIGURED,
        /** Passes are made already. */
        RUNNING,
        /** No pass is being made that could be cancelled. */
        NOT_RUNNING,
        /** The store cannot go there: the target holds something else, or is of a kind that does not fit. */
        TARGET_REFUSED
    }

    private final Refusal refusal;

    public MigrationException(Refusal refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
