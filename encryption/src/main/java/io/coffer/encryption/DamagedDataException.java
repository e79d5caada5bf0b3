package io.coffer.encryption;

/**
 * Stored bytes are not what was written: changed, cut, moved to another place, or sealed under another key. None of the
 * bytes in question has been delivered.
 */
public final class DamagedDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DamagedDataException(String message) {
        super(message);
    }
}
