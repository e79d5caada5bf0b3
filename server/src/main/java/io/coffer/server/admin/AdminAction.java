package io.coffer.server.admin;

import io.coffer.model.AccountId;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.AccessDeniedException;
import io.coffer.server.authorization.Asked;
import io.coffer.server.authorization.Authorizer;
import io.coffer.server.authorization.Permission;
import io.coffer.server.authorization.Permit;
import io.coffer.server.authorization.RefusingRule;
import io.coffer.server.authorization.RequestContext;
import io.coffer.server.identity.RamError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * One action of the administration API as a value; routing, RAM action and reference page follow from it. Its handler
 * cannot be reached without a {@link Permit}.
 */
public final class AdminAction {
    /** A parameter that the action knows; others are passed over, as Alibaba's gateways do. */
    public record Parameter(String name, boolean required) {}

    /** The beginnings of names of actions that change nothing: they read, compute or use a key. */
    private static final List<String> READING = List.of(
            "Get",
            "List",
            "Describe",
            "Decode",
            "Simulate",
            "Preview",
            "Explain",
            "Verify",
            "Encrypt",
            "Decrypt",
            "ReEncrypt",
            "GenerateDataKey");

    enum Audience {
        EVERY_SIGNED_CALLER,
        BY_PERMISSION,
        BY_PERMISSION_AND_TRUST,
        ROOT_OF_FIRST_ACCOUNT
    }

    private final AdminService service;
    private final String name;
    private final String summary;
    private final List<Parameter> parameters;
    private final Audience audience;
    private final Function<AdminCall, String> resource;
    private final Function<AdminCall, List<String>> otherResources;
    private final Function<AdminCall, Optional<Assumption>> assumption;
    private final Function<AdminCall, ObjectNode> handler;

    private AdminAction(Guarded guarded, Function<AdminCall, ObjectNode> handler) {
        Draft draft = guarded.draft;
        this.service = draft.service;
        this.name = draft.name;
        this.summary = draft.summary;
        this.parameters = List.copyOf(draft.parameters);
        this.audience = guarded.audience;
        this.resource = guarded.resource;
        this.otherResources = draft.otherResources;
        this.assumption = guarded.assumption;
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
        private Function<AdminCall, List<String>> otherResources = call -> List.of();

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

        /** One more resource on which the action must be allowed. */
        Draft alsoOn(Function<AdminCall, String> resource) {
            otherResources = call -> List.of(resource.apply(call));
            return this;
        }

        /** For the root of the resource's account, and users whose policies allow the action on the resource. */
        Guarded on(Function<AdminCall, String> resource) {
            return new Guarded(this, Audience.BY_PERMISSION, resource);
        }

        /** As {@link #on}, for each of the resources, of which there is at least one. */
        Guarded onEach(Function<AdminCall, List<String>> resources) {
            otherResources = resources;
            return on(call -> resources.apply(call).getFirst());
        }

        /** For users and sessions whose policies allow the action on a role that trusts them. */
        Guarded assuming(Function<AdminCall, Assumption> assumption) {
            return new Guarded(
                    this,
                    Audience.BY_PERMISSION_AND_TRUST,
                    call -> assumption.apply(call).roleArn(),
                    call -> Optional.of(assumption.apply(call)));
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
    record Guarded(
            Draft draft,
            Audience audience,
            Function<AdminCall, String> resource,
            Function<AdminCall, Optional<Assumption>> assumption) {
        Guarded(Draft draft, Audience audience, Function<AdminCall, String> resource) {
            this(draft, audience, resource, call -> Optional.empty());
        }

        AdminAction handle(Function<AdminCall, ObjectNode> handler) {
            return new AdminAction(this, handler);
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

    public List<Parameter> parameters() {
        return parameters;
    }

    /** Whether it changes something, and so leaves an audit record: whatever its name does not say to be reading. */
    boolean changes() {
        return READING.stream().noneMatch(name::startsWith);
    }

    /** What it is about, empty when it is about nothing in particular. */
    String resource(AdminCall call) {
        return resource.apply(call);
    }

    /** Its name in policies. */
    public String ramAction() {
        return service.code() + ":" + name;
    }

    String audience() {
        return switch (audience) {
            case EVERY_SIGNED_CALLER -> "every signed caller";
            case BY_PERMISSION -> "`" + ramAction() + "`";
            case BY_PERMISSION_AND_TRUST -> "`" + ramAction() + "`, and the role's trust";
            case ROOT_OF_FIRST_ACCOUNT -> "root of the first account";
        };
    }

    void requireParameters(AdminCall call) {
        parameters.stream().filter(Parameter::required).forEach(parameter -> call.required(parameter.name()));
    }

    /** @throws AdminException when the caller may not */
    Permit authorize(Authorizer authorizer, AdminCall call, RequestContext context, AdminTrace trace) {
        try {
            return switch (audience) {
                case EVERY_SIGNED_CALLER -> authorizer.authorizeSigned(call.caller());
                case BY_PERMISSION -> permit(authorizer, call, context, trace);
                case BY_PERMISSION_AND_TRUST -> trusted(authorizer, call, context, trace);
                case ROOT_OF_FIRST_ACCOUNT -> {
                    if (!(call.caller() instanceof Caller.Root)) {
                        throw AdminError.NO_PERMISSION.exception().because(RefusingRule.ROOT_ONLY);
                    }
                    yield permit(authorizer, call, context, trace);
                }
            };
        } catch (AccessDeniedException refused) {
            throw service.noPermission().because(refused.denial());
        }
    }

    private Permit trusted(Authorizer authorizer, AdminCall call, RequestContext context, AdminTrace trace) {
        if (call.caller() instanceof Caller.Root) {
            throw AdminError.ROOT_ASSUMES_NO_ROLE.exception();
        }
        Assumption wish = assumption.apply(call).orElseThrow();
        Permission permission = new Permission(ramAction(), wish.roleArn());
        RequestContext full = wish.in(context);
        trace.asks(new Asked(permission, Optional.empty(), full));
        if (wish.trust().isPresent()) {
            return authorizer.authorizeAssumption(
                    call.caller(), permission, wish.trust().get(), full);
        }
        // whoever could not assume it in any case, as one of another account, does not learn that there is none
        authorizer.authorize(call.caller(), List.of(permission), Optional.empty(), full);
        throw RamError.NO_SUCH_ROLE.exception();
    }

    private Permit permit(Authorizer authorizer, AdminCall call, RequestContext context, AdminTrace trace) {
        List<Permission> permissions = Stream.concat(
                        Stream.of(resource.apply(call)), otherResources.apply(call).stream())
                .map(needed -> new Permission(ramAction(), needed))
                .distinct()
                .toList();
        permissions.forEach(permission -> trace.asks(new Asked(permission, Optional.empty(), context)));
        return authorizer.authorize(call.caller(), permissions, Optional.empty(), context);
    }

    /** @throws IllegalArgumentException when the permit is another caller's */
    ObjectNode run(AdminCall call, Permit permit) {
        if (!permit.caller().equals(call.caller())) {
            throw new IllegalArgumentException("the permit was given to another caller");
        }
        return handler.apply(call);
    }
}
