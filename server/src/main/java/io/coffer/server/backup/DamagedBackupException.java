package io.coffer.server.backup;

/** A backup that cannot be trusted. */
public final class DamagedBackupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedBackupException(String message) {
        super(message);
    }
}
