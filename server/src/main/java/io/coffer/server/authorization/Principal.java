package io.coffer.server.authorization;

import io.coffer.server.authentication.Caller;

/**
 * A caller as refusals speak of it.
 *
 * @param type in RAM's terms; empty for nobody in particular
 * @param account that the caller belongs to
 * @param displayName the id of a user, or role and session
 */
public record Principal(String type, String account, String displayName) {
    public static Principal of(Caller caller) {
        return switch (caller) {
            case Caller.Anonymous anonymous -> new Principal("", "", "anonymous");
            case Caller.Root root ->
                new Principal("Account", root.account().value(), root.account().value());
            case Caller.RamUser user -> new Principal("SubUser", user.account().value(), user.userId());
            case Caller.AssumedRole role ->
                new Principal("AssumedRoleUser", role.account().value(), role.roleName() + ":" + role.sessionName());
        };
    }

    /** Whether refusals carry details for such a caller: users and roles, whose rights others manage. */
    public static boolean isManaged(Caller caller) {
        return caller instanceof Caller.RamUser || caller instanceof Caller.AssumedRole;
    }
}
