package io.coffer.storage;

/** A failure of an engine, of a few kinds only. */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public enum Kind {
        NOT_FOUND,
        /** A condition did not hold; nothing was changed. */
        CONFLICT,
        /** The engine cannot serve now; nothing was changed. */
        UNAVAILABLE,
        /** No room is left; nothing was changed. */
        FULL,
        /** What was stored is damaged. */
        CORRUPT,
        /** The change may or may not have happened; a write token in the attributes tells later. */
        UNKNOWN_OUTCOME
    }

    private final Kind kind;

    public StorageException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public StorageException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
