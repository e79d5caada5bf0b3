package io.coffer.server.identity;

/** Every cause for which a change of identities is refused, with code and status as RAM answers them. */
public enum RamError {
    NO_SUCH_ACCOUNT(404, "EntityNotExist.Account", "The account does not exist."),
    NO_SUCH_USER(404, "EntityNotExist.User", "The user does not exist."),
    NO_SUCH_ACCESS_KEY(404, "EntityNotExist.User.AccessKey", "The access key does not exist."),
    NO_SUCH_POLICY(404, "EntityNotExist.Policy", "The policy does not exist."),
    POLICY_NOT_ATTACHED(404, "EntityNotExist.User.Policy", "The policy is not attached to the user."),
    ACCOUNT_EXISTS(409, "EntityAlreadyExists.Account", "The account exists already."),
    USER_EXISTS(409, "EntityAlreadyExists.User", "The user exists already."),
    ACCESS_KEY_EXISTS(409, "EntityAlreadyExists.User.AccessKey", "The access key id is in use already."),
    POLICY_EXISTS(409, "EntityAlreadyExists.Policy", "The policy exists already."),
    POLICY_ATTACHED_ALREADY(409, "EntityAlreadyExists.User.Policy", "The policy is attached to the user already."),
    USER_HAS_ACCESS_KEYS(409, "DeleteConflict.User.AccessKey", "The user still has access keys."),
    USER_HAS_POLICIES(409, "DeleteConflict.User.Policy", "The user still has policies attached."),
    POLICY_IN_USE(409, "DeleteConflict.Policy.User", "The policy is still attached to users."),
    LAST_ROOT_KEY(409, "DeleteConflict.Account.AccessKey", "The account would be left without a usable access key."),
    TOO_MANY_USERS(409, "LimitExceeded.User", "The account has as many users as it may have."),
    TOO_MANY_ACCESS_KEYS(409, "LimitExceeded.User.AccessKey", "There are as many access keys as there may be."),
    TOO_MANY_POLICIES(409, "LimitExceeded.Policy", "The account has as many policies as it may have."),
    TOO_MANY_ATTACHMENTS(409, "LimitExceeded.User.Policy", "The user has as many policies as it may have."),
    SYSTEM_POLICY(403, "NoPermission.SystemPolicy", "A system policy cannot be changed."),
    INVALID_ACCESS_KEY_ID(
            400,
            "InvalidParameter.UserAccessKeyId.InvalidChars",
            "An access key id has 1 to 128 visible ASCII characters without a slash."),
    INVALID_USER_NAME(
            400,
            "InvalidParameter.UserName.InvalidChars",
            "A user's name has 1 to 64 letters, digits, periods, underscores and hyphens."),
    INVALID_POLICY_NAME(
            400,
            "InvalidParameter.PolicyName.InvalidChars",
            "A policy's name has 1 to 128 letters, digits and hyphens."),
    INVALID_TEXT(400, "InvalidParameter.InvalidChars", "A text is too long or has control characters."),
    MALFORMED_POLICY_DOCUMENT(400, "MalformedPolicyDocument", "The policy document is malformed.");

    private final int status;
    private final String code;
    private final String message;

    RamError(int status, String code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public RamException exception() {
        return new RamException(this, message);
    }

    RamException saying(String text) {
        return new RamException(this, message + " " + text);
    }
}
