package io.coffer.encryption;

/** A root key file or a keystore file that cannot be used as it is. The message says why and names the file. */
public final class KeyFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeyFileException(String message) {
        super(message);
    }

    public KeyFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
