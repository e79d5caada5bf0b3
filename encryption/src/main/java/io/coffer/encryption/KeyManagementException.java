package io.coffer.encryption;

/** A refusal or failure of a key management service. Its message names keys, never their material. */
public final class KeyManagementException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public enum Kind {
        KEY_NOT_FOUND,
        KEY_DISABLED,
        PENDING_DELETION,
        /** The key's material is not imported, or not any more. */
        PENDING_IMPORT,
        /** The key, or the version that would be needed, was destroyed. */
        DESTROYED,
        /** No version of the key, or not the version meant, is in a state in which that may be done. */
        VERSION_STATE,
        /** The key's settings forbid its deletion. */
        DELETION_PROTECTED,
        /** Keys of this origin or purpose cannot do that. */
        UNSUPPORTED,
        /** What is imported is not the material that was imported before. */
        OTHER_MATERIAL,
        ALIAS_NOT_FOUND,
        ALIAS_TAKEN,
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
