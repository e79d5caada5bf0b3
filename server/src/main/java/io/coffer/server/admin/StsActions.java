package io.coffer.server.admin;

import io.coffer.server.authentication.Caller;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Actions of the security token service. */
final class StsActions {
    private StsActions() {}

    static List<AdminAction> of() {
        return List.of(AdminAction.of(AdminService.STS, "GetCallerIdentity", "Tells who the caller is.")
                .forEverySignedCaller()
                .handle(call -> identity(call.caller())));
    }

    private static ObjectNode identity(Caller caller) {
        return switch (caller) {
            case Caller.Anonymous ignored -> throw AdminError.NO_PERMISSION.exception();
            case Caller.Root root ->
                identity(root.account().value(), root.account().value(), "Account", "root");
            case Caller.RamUser user ->
                identity(user.account().value(), user.userId(), "RAMUser", "user/" + user.userName());
        };
    }

    private static ObjectNode identity(String account, String id, String type, String name) {
        return Answer.empty()
                .put("IdentityType", type)
                .put("AccountId", account)
                .put("PrincipalId", id)
                .put("UserId", id)
                .put("Arn", "acs:ram::" + account + ":" + name);
    }
}
