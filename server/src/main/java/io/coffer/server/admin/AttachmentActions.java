package io.coffer.server.admin;

import io.coffer.server.identity.Attachments.Holding;
import io.coffer.server.identity.Group;
import io.coffer.server.identity.HolderKind;
import io.coffer.server.identity.HolderName;
import io.coffer.server.identity.Policies;
import io.coffer.server.identity.PolicyHolder;
import io.coffer.server.identity.RamPolicy;
import io.coffer.server.identity.Role;
import io.coffer.server.identity.User;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** RAM's actions that attach policies to users, groups and roles, and tell what is attached where. */
final class AttachmentActions {
    private static final String NAME = PolicyActions.NAME;
    private static final String TYPE = PolicyActions.TYPE;
    private static final String ATTACHED = "AttachDate";

    /** One of the three kinds of holders, as the API names it. */
    private enum Target {
        USER("User", UserActions.USER_NAME, HolderKind.USER),
        GROUP("Group", GroupActions.GROUP_NAME, HolderKind.GROUP),
        ROLE("Role", RoleActions.ROLE_NAME, HolderKind.ROLE);

        private final String word;
        private final String parameter;
        private final HolderKind kind;

        Target(String word, String parameter, HolderKind kind) {
            this.word = word;
            this.parameter = parameter;
            this.kind = kind;
        }

        String resource(AdminCall call) {
            return switch (this) {
                case USER -> UserActions.resource(call);
                case GROUP -> GroupActions.resource(call);
                case ROLE -> RoleActions.resource(call);
            };
        }

        HolderName in(AdminCall call) {
            return new HolderName(kind, call.required(parameter));
        }
    }

    private final Policies policies;

    AttachmentActions(Policies policies) {
        this.policies = policies;
    }

    List<AdminAction> actions() {
        return Stream.concat(
                        Stream.of(Target.values()).flatMap(this::actions),
                        Stream.of(AdminAction.of(
                                        AdminService.RAM,
                                        "ListEntitiesForPolicy",
                                        "Lists the users, groups and roles that a policy is attached to.")
                                .required(NAME, TYPE)
                                .on(PolicyActions::resource)
                                .handle(this::entities)))
                .toList();
    }

    /** Whoever attaches must be allowed to on both ends, the policy and its holder. */
    private Stream<AdminAction> actions(Target target) {
        String holder = "a " + target.kind.word() + ".";
        return Stream.of(
                AdminAction.of(AdminService.RAM, "AttachPolicyTo" + target.word, "Attaches a policy to " + holder)
                        .required(TYPE, NAME, target.parameter)
                        .alsoOn(PolicyActions::resource)
                        .on(target::resource)
                        .handle(call -> attach(call, target)),
                AdminAction.of(AdminService.RAM, "DetachPolicyFrom" + target.word, "Detaches a policy from " + holder)
                        .required(TYPE, NAME, target.parameter)
                        .alsoOn(PolicyActions::resource)
                        .on(target::resource)
                        .handle(call -> detach(call, target)),
                AdminAction.of(
                                AdminService.RAM,
                                "ListPoliciesFor" + target.word,
                                "Lists the policies attached to " + holder)
                        .required(target.parameter)
                        .on(target::resource)
                        .handle(call -> list(call, target)));
    }

    private ObjectNode attach(AdminCall call, Target target) {
        policies.attach(call.account(), PolicyActions.type(call), call.required(NAME), target.in(call));
        return Answer.empty();
    }

    private ObjectNode detach(AdminCall call, Target target) {
        policies.detach(call.account(), PolicyActions.type(call), call.required(NAME), target.in(call));
        return Answer.empty();
    }

    private ObjectNode list(AdminCall call, Target target) {
        return Answer.list("Policies", "Policy", policies.attachedTo(call.account(), target.in(call)), attachment -> {
            RamPolicy policy = policies.get(call.account(), attachment.type(), attachment.name());
            return Answer.empty()
                    .put(NAME, policy.name())
                    .put(TYPE, policy.type().wire())
                    .put("Description", policy.description())
                    .put("DefaultVersion", policy.defaultVersion().id())
                    .put(ATTACHED, Answer.time(attachment.attached()));
        });
    }

    private ObjectNode entities(AdminCall call) {
        List<Holding> holdings = policies.holdings(call.account(), PolicyActions.type(call), call.required(NAME));
        ObjectNode answer = Answer.empty();
        for (Target target : Target.values()) {
            List<Holding> ofKind = holdings.stream()
                    .filter(holding -> holding.holder().kind() == target.kind)
                    .toList();
            answer.setAll(Answer.list(target.word + "s", target.word, ofKind, AttachmentActions::entity));
        }
        return answer;
    }

    private static ObjectNode entity(Holding holding) {
        return one(holding.holder())
                .put(ATTACHED, Answer.time(holding.attachment().attached()));
    }

    private static ObjectNode one(PolicyHolder<?> holder) {
        return switch (holder) {
            case User user ->
                Answer.empty()
                        .put("UserId", user.userId())
                        .put(UserActions.USER_NAME, user.name())
                        .put("DisplayName", user.profile().displayName());
            case Group group ->
                Answer.empty()
                        .put("GroupId", group.groupId())
                        .put(GroupActions.GROUP_NAME, group.name())
                        .put("Comments", group.comments());
            case Role role ->
                Answer.empty()
                        .put("RoleId", role.roleId())
                        .put(RoleActions.ROLE_NAME, role.name())
                        .put("Arn", role.arn())
                        .put("Description", role.description());
        };
    }
}
