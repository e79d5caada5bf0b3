package io.coffer.encryption;

/** A refusal or failure of a key management service. Its message names keys, never their material. */
public final class KeyManagementException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public enum Kind {
        KEY_NOT_FOUND,
        KEY_DISABLED,
        PENDING_DELETION,
        DENIED,
        UNAVAILABLE,
        INVALID_CIPHERTEXT
    }

    private final Kind kind;

    public KeyManagementException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public KeyManagementException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
