package io.coffer.server.admin;

/** Causes of refusal that have one code, in the words of Alibaba's RPC gateways. */
enum AdminError {
    NO_SUCH_ACTION(404, "InvalidAction.NotFound", "The specified action does not exist."),
    INVALID_VERSION(400, "InvalidVersion", "The specified parameter Version is not valid."),
    REPEATED_PARAMETER(400, "InvalidParameter", "A parameter is given more than once."),
    UNSUPPORTED_METHOD(405, "UnsupportedHTTPMethod", "Only GET and POST are supported."),
    UNSUPPORTED_SIGNATURE(
            400,
            "InvalidParameter.SignatureMethod",
            "Only SignatureMethod HMAC-SHA1, SignatureVersion 1.0 is supported."),
    INVALID_TIMESTAMP_FORMAT(400, "InvalidTimeStamp.Format", "Timestamp must be of the form 2026-11-22T12:00:00Z."),
    TIMESTAMP_EXPIRED(
            400, "InvalidTimeStamp.Expired", "Timestamp is more than 15 minutes away from the server's time."),
    INVALID_NONCE(400, "InvalidParameter.SignatureNonce", "SignatureNonce has 1 to 128 characters."),
    NONCE_USED(400, "SignatureNonceUsed", "The SignatureNonce was used already."),
    UNKNOWN_ACCESS_KEY(404, "InvalidAccessKeyId.NotFound", "The specified access key is not found."),
    INACTIVE_ACCESS_KEY(403, "InvalidAccessKeyId.Inactive", "The specified access key is disabled."),
    SIGNATURE_DOES_NOT_MATCH(
            400, "SignatureDoesNotMatch", "The specified signature does not match the one calculated by the server."),
    INVALID_SECURITY_TOKEN(
            400, "InvalidSecurityToken.MismatchWithAccessKey", "The access key takes no security token."),
    NO_PERMISSION(403, "NoPermission", "You are not authorized to do this action."),
    KEY_NOT_FOUND(404, "Forbidden.KeyNotFound", "The specified key is not found."),
    KEY_DISABLED(409, "Rejected.Disabled", "The request was rejected because the key is disabled."),
    KEY_PENDING_DELETION(
            409, "Rejected.PendingDeletion", "The request was rejected because the key is pending deletion."),
    KEY_ACCESS_DENIED(403, "Forbidden.NoPermission", "The key management service denied the request."),
    INVALID_CIPHERTEXT(400, "InvalidCiphertext", "The ciphertext is not valid."),
    UNAVAILABLE(503, "ServiceUnavailable", "The request cannot be served now. Please try again."),
    THROTTLING(503, "Throttling", "There are too many requests. Please try again later."),
    INTERNAL_ERROR(500, "InternalError", "The request failed because of an internal error.");

    private final int status;
    private final String code;
    private final String message;

    AdminError(int status, String code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    AdminException exception() {
        return new AdminException(status, code, message);
    }
}
