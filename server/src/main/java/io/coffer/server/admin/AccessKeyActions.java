package io.coffer.server.admin;

import io.coffer.server.authentication.Caller;
import io.coffer.server.identity.AccessKeys;
import io.coffer.server.identity.KeyHolder;
import io.coffer.server.identity.NewAccessKey;
import io.coffer.server.identity.StoredKey;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** RAM's actions on access keys. Without a UserName they are about the caller's own, the root's included. */
final class AccessKeyActions {
    private static final String USER_NAME = UserActions.USER_NAME;
    private static final String KEY_ID = "UserAccessKeyId";
    private static final String STATUS = "Status";

    private final AccessKeys keys;

    AccessKeyActions(AccessKeys keys) {
        this.keys = keys;
    }

    List<AdminAction> actions() {
        return List.of(
                AdminAction.of(AdminService.RAM, "CreateAccessKey", "Makes an access key; shows its secret this once.")
                        .optional(USER_NAME)
                        .on(AccessKeyActions::resource)
                        .handle(call -> created(keys.create(holder(call)))),
                AdminAction.of(AdminService.RAM, "UpdateAccessKey", "Sets an access key's Status: Active or Inactive.")
                        .required(KEY_ID, STATUS)
                        .optional(USER_NAME)
                        .on(AccessKeyActions::resource)
                        .handle(this::update),
                AdminAction.of(AdminService.RAM, "ListAccessKeys", "Lists access keys, without their secrets.")
                        .optional(USER_NAME)
                        .on(AccessKeyActions::resource)
                        .handle(call ->
                                Answer.list("AccessKeys", "AccessKey", keys.list(holder(call)), AccessKeyActions::one)),
                AdminAction.of(AdminService.RAM, "DeleteAccessKey", "Deletes an access key.")
                        .required(KEY_ID)
                        .optional(USER_NAME)
                        .on(AccessKeyActions::resource)
                        .handle(this::delete));
    }

    private static String resource(AdminCall call) {
        return holder(call)
                .userName()
                .map(name -> UserActions.resource(call, name))
                .orElseGet(() -> "acs:ram::" + call.account() + ":root");
    }

    private static KeyHolder holder(AdminCall call) {
        return call.optional(USER_NAME)
                .map(name -> KeyHolder.user(call.account(), name))
                .orElseGet(() -> switch (call.caller()) {
                    case Caller.Anonymous ignored -> throw AdminError.NO_PERMISSION.exception();
                    case Caller.Root root -> KeyHolder.root(root.account());
                    case Caller.RamUser user -> KeyHolder.user(user.account(), user.userName());
                    case Caller.AssumedRole role -> throw AdminException.missing(USER_NAME);
                });
    }

    private ObjectNode update(AdminCall call) {
        StoredKey.Status status = switch (call.required(STATUS)) {
            case "Active" -> StoredKey.Status.ACTIVE;
            case "Inactive" -> StoredKey.Status.INACTIVE;
            default -> throw AdminException.invalid(STATUS, "must be Active or Inactive.");
        };
        keys.setStatus(holder(call), call.required(KEY_ID), status);
        return Answer.empty();
    }

    private ObjectNode delete(AdminCall call) {
        keys.delete(holder(call), call.required(KEY_ID));
        return Answer.empty();
    }

    static ObjectNode created(NewAccessKey key) {
        ObjectNode answer = Answer.empty();
        answer.putObject("AccessKey")
                .put("AccessKeyId", key.id())
                .put("AccessKeySecret", key.secret().reveal())
                .put(STATUS, "Active")
                .put("CreateDate", Answer.time(key.created()));
        return answer;
    }

    private static ObjectNode one(StoredKey key) {
        String status = switch (key.status()) {
            case ACTIVE -> "Active";
            case INACTIVE -> "Inactive";
        };
        return Answer.empty()
                .put("AccessKeyId", key.id())
                .put(STATUS, status)
                .put("CreateDate", Answer.time(key.created()));
    }
}
