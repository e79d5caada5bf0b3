package io.coffer.server.admin;

import io.coffer.encryption.KeyManagementException;
import io.coffer.server.identity.RamException;

/** A refused administration request: what its error document says. */
final class AdminException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String text;

    AdminException(int status, String code, String text) {
        super(code + ": " + text, null, false, false);
        this.status = status;
        this.code = code;
        this.text = text;
    }

    static AdminException missing(String parameter) {
        return new AdminException(400, "Missing" + parameter, "The parameter " + parameter + " is missing.");
    }

    static AdminException invalid(String parameter, String reason) {
        return new AdminException(400, "InvalidParameter." + parameter, "The parameter " + parameter + " " + reason);
    }

    static AdminException of(RamException refusal) {
        return new AdminException(refusal.error().status(), refusal.error().code(), refusal.text());
    }

    static AdminException of(KeyManagementException failure) {
        AdminError error = switch (failure.kind()) {
            case KEY_NOT_FOUND -> AdminError.KEY_NOT_FOUND;
            case KEY_DISABLED -> AdminError.KEY_DISABLED;
            case PENDING_DELETION -> AdminError.KEY_PENDING_DELETION;
            case DENIED -> AdminError.KEY_ACCESS_DENIED;
            case UNAVAILABLE -> AdminError.UNAVAILABLE;
            case INVALID_CIPHERTEXT -> AdminError.INVALID_CIPHERTEXT;
        };
        return error.exception();
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    String text() {
        return text;
    }
}
