package io.coffer.server.admin;

import io.coffer.server.identity.Role;
import io.coffer.server.identity.Roles;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** RAM's actions on roles. */
final class RoleActions {
    static final String ROLE_NAME = "RoleName";
    private static final String TRUST = "AssumeRolePolicyDocument";
    private static final String DURATION = "MaxSessionDuration";
    private static final String DESCRIPTION = "Description";
    private static final String NEW = "New";

    private final Roles roles;

    RoleActions(Roles roles) {
        this.roles = roles;
    }

    List<AdminAction> actions() {
        return List.of(
                AdminAction.of(AdminService.RAM, "CreateRole", "Makes a role, with the JSON text of whom it trusts.")
                        .required(ROLE_NAME, TRUST)
                        .optional(DESCRIPTION, DURATION)
                        .on(RoleActions::resource)
                        .handle(this::create),
                AdminAction.of(AdminService.RAM, "GetRole", "Shows a role and whom it trusts.")
                        .required(ROLE_NAME)
                        .on(RoleActions::resource)
                        .handle(call -> full(roles.get(call.account(), call.required(ROLE_NAME)))),
                AdminAction.of(AdminService.RAM, "UpdateRole", "Changes whom a role trusts, and what is known of it.")
                        .required(ROLE_NAME)
                        .optional(NEW + TRUST, NEW + DESCRIPTION, NEW + DURATION)
                        .on(RoleActions::resource)
                        .handle(this::update),
                AdminAction.of(AdminService.RAM, "ListRoles", "Lists the roles of the account.")
                        .optional(Listing.MARKER, Listing.MAX_ITEMS)
                        .on(call -> "acs:ram::" + call.account() + ":role/*")
                        .handle(this::list),
                AdminAction.of(AdminService.RAM, "DeleteRole", "Deletes a role without policies.")
                        .required(ROLE_NAME)
                        .on(RoleActions::resource)
                        .handle(this::delete));
    }

    /** In lower case: another spelling of a name must not evade a policy. */
    static String resource(AdminCall call) {
        return "acs:ram::" + call.account() + ":role/"
                + call.required(ROLE_NAME).toLowerCase(Locale.ROOT);
    }

    private ObjectNode create(AdminCall call) {
        return full(roles.create(
                call.account(),
                call.required(ROLE_NAME),
                call.text(DESCRIPTION),
                call.required(TRUST),
                duration(call, DURATION)));
    }

    private ObjectNode update(AdminCall call) {
        return full(roles.update(
                call.account(),
                call.required(ROLE_NAME),
                call.optional(NEW + DESCRIPTION),
                call.optional(NEW + TRUST),
                duration(call, NEW + DURATION)));
    }

    private static Optional<Integer> duration(AdminCall call, String parameter) {
        return call.optional(parameter)
                .map(text -> call.number(
                        parameter,
                        Roles.LEAST_SESSION_SECONDS,
                        Roles.LEAST_SESSION_SECONDS,
                        Roles.MOST_SESSION_SECONDS));
    }

    private ObjectNode list(AdminCall call) {
        return Listing.of(
                call,
                roles.list(call.account()),
                role -> role.name().toLowerCase(Locale.ROOT),
                page -> Answer.list("Roles", "Role", page, RoleActions::one));
    }

    private ObjectNode delete(AdminCall call) {
        roles.delete(call.account(), call.required(ROLE_NAME));
        return Answer.empty();
    }

    private static ObjectNode full(Role role) {
        ObjectNode answer = Answer.empty();
        answer.set("Role", one(role).put(TRUST, role.trustPolicy()));
        return answer;
    }

    private static ObjectNode one(Role role) {
        return Answer.empty()
                .put("RoleId", role.roleId())
                .put(ROLE_NAME, role.name())
                .put("Arn", role.arn())
                .put(DESCRIPTION, role.description())
                .put(DURATION, role.maxSessionSeconds())
                .put("CreateDate", Answer.time(role.created()))
                .put("UpdateDate", Answer.time(role.updated()));
    }
}
