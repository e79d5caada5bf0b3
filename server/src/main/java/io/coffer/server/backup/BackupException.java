package io.coffer.server.backup;

/** A backup that is not begun. */
public final class BackupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Refusal {
        /** The configuration names no directory that the wished one lies below. */
        NOT_ALLOWED,
        /** Something else than an unfinished backup of this store is there. */
        OCCUPIED,
        /** Another one is being written. */
        RUNNING,
        /** The engine cannot. */
        UNSUPPORTED
    }

    private final Refusal refusal;

    BackupException(Refusal refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
