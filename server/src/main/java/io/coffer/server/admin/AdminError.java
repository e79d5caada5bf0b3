package io.coffer.server.admin;

import io.coffer.server.authentication.KeyLookup;

/** Causes of refusal that have one code, in the words of Alibaba's RPC gateways. */
enum AdminError {
    NO_SUCH_ACTION(404, "InvalidAction.NotFound", "The specified action does not exist."),
    INVALID_VERSION(400, "InvalidVersion", "The specified parameter Version is not valid."),
    REPEATED_PARAMETER(400, "InvalidParameter", "A parameter is given more than once."),
    UNSUPPORTED_METHOD(405, "UnsupportedHTTPMethod", "Only GET and POST are supported."),
    UNSUPPORTED_SIGNATURE(
            400,
            "InvalidParameter.SignatureMethod",
            "Only SignatureMethod HMAC-SHA1 with SignatureVersion 1.0, and ACS3-HMAC-SHA256, are supported."),
    REPEATED_HEADER(400, "InvalidParameter", "A signed header is given more than once."),
    CONTENT_HASH_MISMATCH(
            400, "InvalidParameter.ContentSha256", "x-acs-content-sha256 is not the SHA-256 of the body in hex."),
    UNSUPPORTED_BODY(
            415, "UnsupportedMediaType", "Parameters stand in the query or in application/x-www-form-urlencoded."),
    MALFORMED_FORM(400, "InvalidParameter", "The form has a broken percent-encoding, or is not UTF-8."),
    BODY_TOO_LARGE(413, "RequestEntityTooLarge", "The body is larger than 128 KiB."),
    INVALID_TIMESTAMP_FORMAT(400, "InvalidTimeStamp.Format", "The timestamp must be of the form 2026-11-22T12:00:00Z."),
    TIMESTAMP_EXPIRED(
            400,
            "InvalidTimeStamp.Expired",
            "Specified time stamp or date value is expired: it is more than 15 minutes away from the server's time."),
    INVALID_NONCE(400, "InvalidParameter.SignatureNonce", "The signature nonce has 1 to 128 characters."),
    NONCE_USED(400, "SignatureNonceUsed", "Specified signature nonce was used already."),
    UNKNOWN_ACCESS_KEY(404, "InvalidAccessKeyId.NotFound", "The specified access key is not found."),
    INACTIVE_ACCESS_KEY(403, "InvalidAccessKeyId.Inactive", "The specified access key is disabled."),
    MISSING_SECURITY_TOKEN(400, "MissingSecurityToken", "SecurityToken is mandatory for this action."),
    MALFORMED_SECURITY_TOKEN(400, "InvalidSecurityToken.Malformed", "Specified SecurityToken is malformed."),
    SECURITY_TOKEN_EXPIRED(400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired."),
    SECURITY_TOKEN_OF_ANOTHER_KEY(
            400, "InvalidSecurityToken.MismatchWithAccessKey", "Specified SecurityToken mismatch with the AccessKey."),
    ROOT_ASSUMES_NO_ROLE(403, "NoPermission", "Roles may not be assumed by root accounts."),
    INVALID_ROLE_ARN(400, "InvalidParameter.RoleArn", "The parameter RoleArn is wrongly formed."),
    INVALID_ROLE_SESSION_NAME(
            400, "InvalidParameter.RoleSessionName", "The parameter RoleSessionName is wrongly formed."),
    INVALID_EXTERNAL_ID(400, "InvalidParameter.ExternalId", "The parameter ExternalId is wrongly formed."),
    POLICY_TOO_LONG(400, "InvalidParameter.PolicySize", "The size of Policy must be at most 2048 characters."),
    NO_PERMISSION(403, "NoPermission", "You are not authorized to do this action. You should be authorized by RAM."),
    NO_SUCH_BUCKET(404, "NoSuchBucket", "The account has no bucket of that name."),
    NO_CHECKPOINTS(
            501,
            "NotImplemented",
            "This store makes no checkpoints: it keeps nothing, or its engine has no digest of it."),
    NO_SUCH_REWRAP(404, "NoSuchRewrap", "The bucket has no rewrap of that id."),
    REWRAP_IN_PROGRESS(409, "RewrapInProgress", "Another rewrap of the bucket is not over yet."),
    NO_SUCH_BACKUP(404, "NoSuchBackup", "No backup was begun since the server was started."),
    BACKUP_NOT_ALLOWED(
            403,
            "BackupNotAllowed",
            "Directory must be an absolute, writable path below one of backup.directories of the server's"
                    + " configuration, and outside of the data."),
    BACKUP_DIRECTORY_OCCUPIED(
            409, "BackupDirectoryOccupied", "Directory holds something else than an unfinished backup of this store."),
    BACKUP_RUNNING(409, "BackupRunning", "Another backup is being written."),
    BACKUP_UNSUPPORTED(501, "BackupUnsupported", "The storage engine cannot be copied while it serves."),
    NO_SUCH_MIGRATION(404, "NoSuchMigration", "No migration was begun since the server was started."),
    MIGRATION_NOT_CONFIGURED(403, "MigrationNotConfigured", "The server's configuration has no migration.target."),
    MIGRATION_RUNNING(409, "MigrationRunning", "The store is being carried over already."),
    MIGRATION_NOT_RUNNING(409, "MigrationNotRunning", "The store is not being carried over now."),
    MIGRATION_TARGET_REFUSED(409, "MigrationTargetRefused", "The store cannot be carried into the target."),
    LEDGER_INEXACT(
            501,
            "LedgerUnsupported",
            "The storage engine keeps no exact ledger of what is protected by which key, and nothing is destroyed"
                    + " without one."),
    STILL_PROTECTS(409, "KeyVersionInUse", "The key version still protects something."),
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

    /** Why a request's key cannot be used. */
    static AdminError of(KeyLookup.Cause cause) {
        return switch (cause) {
            case UNKNOWN_KEY -> UNKNOWN_ACCESS_KEY;
            case TOKEN_MISSING -> MISSING_SECURITY_TOKEN;
            case TOKEN_MALFORMED, TOKEN_INVALID -> MALFORMED_SECURITY_TOKEN;
            case TOKEN_EXPIRED -> SECURITY_TOKEN_EXPIRED;
            case TOKEN_NOT_EXPECTED, TOKEN_OF_ANOTHER_KEY -> SECURITY_TOKEN_OF_ANOTHER_KEY;
        };
    }

    AdminException saying(String instead) {
        return new AdminException(status, code, instead);
    }

    AdminException exception() {
        return new AdminException(status, code, message);
    }
}
