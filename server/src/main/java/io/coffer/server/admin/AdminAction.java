package io.coffer.server.admin;

import io.coffer.model.AccountId;
import io.coffer.model.OssException;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.Authorizer;
import io.coffer.server.authorization.Permission;
import io.coffer.server.authorization.Permit;
import io.coffer.server.authorization.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * One action of the administration API as a value; routing, RAM action and reference page follow from it. Its handler
 * cannot be reached without a {@link Permit}.
 */
public final class AdminAction {
    /** A parameter that the action knows; others are passed over, as Alibaba's gateways do. */
    record Parameter(String name, boolean required) {}

    private enum Audience {
        EVERY_SIGNED_CALLER,
        BY_PERMISSION,
        ROOT_OF_FIRST_ACCOUNT
    }

    private final AdminService service;
    private final String name;
    private final String summary;
    private final List<Parameter> parameters;
    private final Audience audience;
    private final Function<AdminCall, String> resource;
    private final Function<AdminCall, ObjectNode> handler;

    private AdminAction(
            Draft draft,
            Audience audience,
            Function<AdminCall, String> resource,
            Function<AdminCall, ObjectNode> handler) {
        this.service = draft.service;
        this.name = draft.name;
        this.summary = draft.summary;
        this.parameters = List.copyOf(draft.parameters);
        this.audience = audience;
        this.resource = resource;
        this.handler = handler;
    }

    static Draft of(AdminService service, String name, String summary) {
        return new Draft(service, name, summary);
    }

    /** An action whose audience is not said yet. */
    static final class Draft {
        private final AdminService service;
        private final String name;
        private final String summary;
        private final List<Parameter> parameters = new ArrayList<>();

        private Draft(AdminService service, String name, String summary) {
            this.service = service;
            this.name = name;
            this.summary = summary;
        }

        Draft required(String... names) {
            for (String parameter : names) {
                parameters.add(new Parameter(parameter, true));
            }
            return this;
        }

        Draft optional(String... names) {
            for (String parameter : names) {
                parameters.add(new Parameter(parameter, false));
            }
            return this;
        }

        /** For the root of the resource's account, and users whose policies allow the action on the resource. */
        Guarded on(Function<AdminCall, String> resource) {
            return new Guarded(this, Audience.BY_PERMISSION, resource);
        }

        Guarded forEverySignedCaller() {
            return new Guarded(this, Audience.EVERY_SIGNED_CALLER, call -> "");
        }

        Guarded forRootOf(Supplier<Optional<AccountId>> firstAccount) {
            return new Guarded(
                    this,
                    Audience.ROOT_OF_FIRST_ACCOUNT,
                    call -> "acs:coffer::"
                            + firstAccount.get().map(AccountId::value).orElse("") + ":account/*");
        }
    }

    /** An action that lacks only its handler. */
    record Guarded(Draft draft, Audience audience, Function<AdminCall, String> resource) {
        AdminAction handle(Function<AdminCall, ObjectNode> handler) {
            return new AdminAction(draft, audience, resource, handler);
        }
    }

    public AdminService service() {
        return service;
    }

    public String name() {
        return name;
    }

    String summary() {
        return summary;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    /** Its name in policies. */
    public String ramAction() {
        return service.code() + ":" + name;
    }

    String audience() {
        return switch (audience) {
            case EVERY_SIGNED_CALLER -> "every signed caller";
            case BY_PERMISSION -> "`" + ramAction() + "`";
            case ROOT_OF_FIRST_ACCOUNT -> "root of the first account";
        };
    }

    void requireParameters(AdminCall call) {
        parameters.stream().filter(Parameter::required).forEach(parameter -> call.required(parameter.name()));
    }

    /** @throws AdminException when the caller may not */
    Permit authorize(Authorizer authorizer, AdminCall call, RequestContext context) {
        try {
            return switch (audience) {
                case EVERY_SIGNED_CALLER -> authorizer.authorizeSigned(call.caller());
                case BY_PERMISSION -> permit(authorizer, call, context);
                case ROOT_OF_FIRST_ACCOUNT -> {
                    if (!(call.caller() instanceof Caller.Root)) {
                        throw AdminError.NO_PERMISSION.exception();
                    }
                    yield permit(authorizer, call, context);
                }
            };
        } catch (OssException refused) {
            throw AdminError.NO_PERMISSION.exception();
        }
    }

    private Permit permit(Authorizer authorizer, AdminCall call, RequestContext context) {
        Permission permission = new Permission(ramAction(), resource.apply(call));
        return authorizer.authorize(call.caller(), List.of(permission), Optional.empty(), context);
    }

    /** @throws IllegalArgumentException when the permit is another caller's */
    ObjectNode run(AdminCall call, Permit permit) {
        if (!permit.caller().equals(call.caller())) {
            throw new IllegalArgumentException("the permit was given to another caller");
        }
        return handler.apply(call);
    }
}
