package io.coffer.server.admin;

import io.coffer.encryption.KeyManagementException;

/** Causes of refusal that KMS has a code of its own for. */
enum KeyError {
    KEY_NOT_FOUND(404, "Forbidden.KeyNotFound", "The specified Key is not found."),
    ALIAS_NOT_FOUND(404, "Forbidden.AliasNotFound", "The specified Alias is not found."),
    ALIAS_TAKEN(400, "AliasAlreadyExists", "AliasName Already Exists."),
    ALIAS_NOT_ACCEPTED(400, "Unsupported.Alias", "Alias is not valid for this api."),
    ORIGIN(400, "Unsupported.Origin", "This key origin is not valid for this api."),
    UNSUPPORTED(400, "UnsupportedOperation", "This action is not supported."),
    INVALID_MATERIAL(400, "InvalidKeyMaterial", "key material is invalid."),
    INVALID_TOKEN(400, "InvalidImportToken", "import token is invalid."),
    EXPIRED_TOKEN(400, "ExpiredImportToken", "import token is expired."),
    INVALID_CIPHERTEXT(400, "InvalidParameter", "The specified parameter \"CiphertextBlob\" is not valid."),
    TOO_MANY_TAGS(400, "Rejected.LimitExceeded", "A key has at most 50 tags."),
    DRY_RUN(400, "DryRunOperationError", "The request would have succeeded without DryRun."),
    DISABLED(409, "Rejected.Disabled", "The request was rejected because the key state is Disabled."),
    PENDING_DELETION(
            409, "Rejected.PendingDeletion", "The request was rejected because the key state is PendingDeletion."),
    PENDING_IMPORT(409, "Rejected.PendingImport", "The request was rejected because the key state is PendingImport."),
    UNAVAILABLE_VERSION(409, "Rejected.Unavailable", "The request was rejected because the key state is Unavailable."),
    STATE(409, "Rejected.StateModifiedFailed", "Keystate modified failed."),
    DELETION_PROTECTED(409, "Rejected.DeletionProtection", "The key is protected from deletion."),
    DENIED(403, "Forbidden.NoPermission", "This operation is forbidden by permission system."),
    UNAVAILABLE(503, "ServiceUnavailableTemporary", "Service Unavailable Temporary.");

    private final int status;
    private final String code;
    private final String message;

    KeyError(int status, String code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    AdminException exception() {
        return new AdminException(status, code, message);
    }

    /** The same with the reason of the refusal in its own words, which name keys and nothing secret. */
    static AdminException told(KeyManagementException failure) {
        KeyError error = of(failure);
        String reason = String.valueOf(failure.getMessage());
        String sentence = Character.toUpperCase(reason.charAt(0)) + reason.substring(1);
        return new AdminException(error.status, error.code, sentence.endsWith(".") ? sentence : sentence + ".");
    }

    /** @param reason a sentence; it must not repeat the value, which may be secret */
    static AdminException invalid(String parameter, String reason) {
        return new AdminException(
                400, "InvalidParameter", "The specified parameter \"" + parameter + "\" is not valid. " + reason);
    }

    static KeyError of(KeyManagementException failure) {
        return switch (failure.kind()) {
            case KEY_NOT_FOUND, DESTROYED -> KEY_NOT_FOUND;
            case KEY_DISABLED -> DISABLED;
            case PENDING_DELETION -> PENDING_DELETION;
            case PENDING_IMPORT -> PENDING_IMPORT;
            case VERSION_STATE -> UNAVAILABLE_VERSION;
            case DELETION_PROTECTED -> DELETION_PROTECTED;
            case UNSUPPORTED -> UNSUPPORTED;
            case OTHER_MATERIAL -> INVALID_MATERIAL;
            case ALIAS_NOT_FOUND -> ALIAS_NOT_FOUND;
            case ALIAS_TAKEN -> ALIAS_TAKEN;
            case DENIED -> DENIED;
            case UNAVAILABLE -> UNAVAILABLE;
            case INVALID_CIPHERTEXT -> INVALID_CIPHERTEXT;
        };
    }

    /** A change of a key's state that its present state does not allow. */
    static void changing(Runnable change) {
        try {
            change.run();
        } catch (KeyManagementException refused) {
            throw switch (refused.kind()) {
                case PENDING_DELETION, PENDING_IMPORT -> STATE.exception();
                default -> refused;
            };
        }
    }
}
