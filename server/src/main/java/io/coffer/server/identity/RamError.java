package io.coffer.server.identity;

/** Every cause for which a change of identities is refused, with code and status as RAM answers them. */
public enum RamError {
    NO_SUCH_ACCOUNT(404, "EntityNotExist.Account", "The account does not exist."),
    NO_SUCH_USER(404, "EntityNotExist.User", "The user does not exist."),
    NO_SUCH_ACCESS_KEY(404, "EntityNotExist.User.AccessKey", "The access key does not exist."),
    NO_SUCH_POLICY(404, "EntityNotExist.Policy", "The policy does not exist."),
    POLICY_NOT_ATTACHED(404, "EntityNotExist.User.Policy", "The policy is not attached to the user."),
    NO_SUCH_POLICY_VERSION(404, "EntityNotExist.Policy.Version", "The policy version does not exist."),
    NO_SUCH_GROUP(404, "EntityNotExist.Group", "The group does not exist."),
    NO_SUCH_ROLE(404, "EntityNotExist.Role", "The role does not exist."),
    NO_SUCH_CONTROL_POLICY(404, "EntityNotExist.ControlPolicy", "The account has no control policy of that name."),
    NOT_IN_GROUP(404, "EntityNotExist.User.Group", "The user is not in the group."),
    POLICY_NOT_ATTACHED_TO_GROUP(404, "EntityNotExist.Group.Policy", "The policy is not attached to the group."),
    POLICY_NOT_ATTACHED_TO_ROLE(404, "EntityNotExist.Role.Policy", "The policy is not attached to the role."),
    ACCOUNT_EXISTS(409, "EntityAlreadyExists.Account", "The account exists already."),
    USER_EXISTS(409, "EntityAlreadyExists.User", "The user exists already."),
    ACCESS_KEY_EXISTS(409, "EntityAlreadyExists.User.AccessKey", "The access key id is in use already."),
    POLICY_EXISTS(409, "EntityAlreadyExists.Policy", "The policy exists already."),
    POLICY_ATTACHED_ALREADY(409, "EntityAlreadyExists.User.Policy", "The policy is attached to the user already."),
    GROUP_EXISTS(409, "EntityAlreadyExists.Group", "The group exists already."),
    ROLE_EXISTS(409, "EntityAlreadyExists.Role", "The role exists already."),
    IN_GROUP_ALREADY(409, "EntityAlreadyExists.User.Group", "The user is in the group already."),
    POLICY_ATTACHED_TO_GROUP_ALREADY(
            409, "EntityAlreadyExists.Group.Policy", "The policy is attached to the group already."),
    POLICY_ATTACHED_TO_ROLE_ALREADY(
            409, "EntityAlreadyExists.Role.Policy", "The policy is attached to the role already."),
    USER_HAS_ACCESS_KEYS(409, "DeleteConflict.User.AccessKey", "The user still has access keys."),
    USER_HAS_POLICIES(409, "DeleteConflict.User.Policy", "The user still has policies attached."),
    USER_IN_GROUPS(409, "DeleteConflict.User.Group", "The user is still in groups."),
    GROUP_HAS_USERS(409, "DeleteConflict.Group.User", "The group still has users in it."),
    GROUP_HAS_POLICIES(409, "DeleteConflict.Group.Policy", "The group still has policies attached."),
    ROLE_HAS_POLICIES(409, "DeleteConflict.Role.Policy", "The role still has policies attached."),
    POLICY_IN_USE_BY_GROUP(409, "DeleteConflict.Policy.Group", "The policy is still attached to groups."),
    POLICY_IN_USE_BY_ROLE(409, "DeleteConflict.Policy.Role", "The policy is still attached to roles."),
    POLICY_HAS_VERSIONS(409, "DeleteConflict.Policy.Version", "The policy still has other versions than the default."),
    DEFAULT_VERSION(409, "DeleteConflict.Policy.Version.Default", "The default version of a policy cannot be deleted."),
    POLICY_IN_USE(409, "DeleteConflict.Policy.User", "The policy is still attached to users."),
    LAST_ROOT_KEY(409, "DeleteConflict.Account.AccessKey", "The account would be left without a usable access key."),
    TOO_MANY_USERS(409, "LimitExceeded.User", "The account has as many users as it may have."),
    TOO_MANY_ACCESS_KEYS(409, "LimitExceeded.User.AccessKey", "There are as many access keys as there may be."),
    TOO_MANY_POLICIES(409, "LimitExceeded.Policy", "The account has as many policies as it may have."),
    TOO_MANY_ATTACHMENTS(409, "LimitExceeded.User.Policy", "The user has as many policies as it may have."),
    TOO_MANY_POLICY_VERSIONS(409, "LimitExceeded.Policy.Version", "The policy has as many versions as it may have."),
    TOO_MANY_GROUPS(409, "LimitExceeded.Group", "The account has as many groups as it may have."),
    TOO_MANY_GROUPS_OF_USER(409, "LimitExceeded.User.Group", "The user is in as many groups as it may be."),
    TOO_MANY_GROUP_ATTACHMENTS(409, "LimitExceeded.Group.Policy", "The group has as many policies as it may have."),
    TOO_MANY_ROLES(409, "LimitExceeded.Role", "The account has as many roles as it may have."),
    TOO_MANY_ROLE_ATTACHMENTS(409, "LimitExceeded.Role.Policy", "The role has as many policies as it may have."),
    TOO_MANY_CONTROL_POLICIES(
            409, "LimitExceeded.ControlPolicy", "The account has as many control policies as it may have."),
    TOO_LARGE(409, "LimitExceeded.Size", "What is to be kept is too large, all its parts together."),
    CONCURRENT_CHANGES(409, "ConcurrentModification", "Too much is changed at the same time. Please try again."),
    CONTROLS_ITSELF(
            400,
            "InvalidParameter.AccountId",
            "The first account sets the control policies of the others and has none itself."),
    SYSTEM_POLICY(403, "NoPermission.SystemPolicy", "A system policy cannot be changed."),
    INVALID_ACCESS_KEY_ID(
            400,
            "InvalidParameter.UserAccessKeyId.InvalidChars",
            "An access key id has 1 to 128 visible ASCII characters without a slash."),
    INVALID_USER_NAME(
            400,
            "InvalidParameter.UserName.InvalidChars",
            "A user's name has letters, digits, periods, underscores and hyphens."),
    USER_NAME_TOO_LONG(400, "InvalidParameter.UserName.Length", "A user's name has 1 to 64 characters."),
    INVALID_GROUP_NAME(
            400, "InvalidParameter.GroupName.InvalidChars", "A group's name has letters, digits and hyphens."),
    GROUP_NAME_TOO_LONG(400, "InvalidParameter.GroupName.Length", "A group's name has 1 to 64 characters."),
    INVALID_ROLE_NAME(
            400, "InvalidParameter.RoleName.InvalidChars", "A role's name has letters, digits, periods and hyphens."),
    ROLE_NAME_TOO_LONG(400, "InvalidParameter.RoleName.Length", "A role's name has 1 to 64 characters."),
    INVALID_SESSION_DURATION(
            400, "InvalidParameter.MaxSessionDuration", "The longest session of a role lasts 3600 to 43200 seconds."),
    INVALID_POLICY_NAME(
            400, "InvalidParameter.PolicyName.InvalidChars", "A policy's name has letters, digits and hyphens."),
    POLICY_NAME_TOO_LONG(400, "InvalidParameter.PolicyName.Length", "A policy's name has 1 to 128 characters."),
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
