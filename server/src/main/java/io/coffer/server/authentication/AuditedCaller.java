package io.coffer.server.authentication;

import io.coffer.server.audit.Actor;
import java.util.Optional;

/** A caller as the audit trail names it. */
public final class AuditedCaller {
    private AuditedCaller() {}

    public static Actor of(Caller caller) {
        Optional<String> account = caller.accountId().map(Object::toString);
        return switch (caller) {
            case Caller.Anonymous anonymous -> Actor.anonymous();
            case Caller.Root root ->
                new Actor("Root", account, Optional.empty(), Optional.empty(), Optional.empty(), root.signingKey());
            case Caller.RamUser user ->
                new Actor(
                        "RamUser",
                        account,
                        Optional.of(user.userId()),
                        Optional.of(user.userName()),
                        Optional.empty(),
                        user.signingKey());
            case Caller.AssumedRole role ->
                new Actor(
                        "AssumedRole",
                        account,
                        Optional.of(role.roleId()),
                        Optional.of(role.roleName()),
                        Optional.of(role.sessionName()),
                        role.signingKey());
        };
    }
}
