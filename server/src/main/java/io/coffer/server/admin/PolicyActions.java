package io.coffer.server.admin;

import io.coffer.server.identity.Policies;
import io.coffer.server.identity.PolicyType;
import io.coffer.server.identity.RamPolicy;
import io.coffer.server.identity.User.Attachment;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** RAM's actions on policies and their attachment to users. A policy has one version, {@code v1}. */
final class PolicyActions {
    private static final String USER_NAME = UserActions.USER_NAME;
    private static final String NAME = "PolicyName";
    private static final String TYPE = "PolicyType";
    private static final String DOCUMENT = "PolicyDocument";
    private static final String VERSION = "v1";

    private final Policies policies;

    PolicyActions(Policies policies) {
        this.policies = policies;
    }

    List<AdminAction> actions() {
        return List.of(
                AdminAction.of(AdminService.RAM, "CreatePolicy", "Makes a policy from its JSON text.")
                        .required(NAME, DOCUMENT)
                        .optional("Description")
                        .on(PolicyActions::resource)
                        .handle(this::create),
                AdminAction.of(AdminService.RAM, "GetPolicy", "Shows a policy and its text.")
                        .required(NAME, TYPE)
                        .on(PolicyActions::resource)
                        .handle(this::get),
                AdminAction.of(AdminService.RAM, "ListPolicies", "Lists policies, of one PolicyType or both.")
                        .optional(TYPE, Listing.MARKER, Listing.MAX_ITEMS)
                        .on(call -> "acs:ram::" + call.account() + ":policy/*")
                        .handle(this::list),
                AdminAction.of(AdminService.RAM, "DeletePolicy", "Deletes a policy that is attached to nobody.")
                        .required(NAME)
                        .on(PolicyActions::resource)
                        .handle(this::delete),
                AdminAction.of(AdminService.RAM, "AttachPolicyToUser", "Attaches a policy to a user.")
                        .required(TYPE, NAME, USER_NAME)
                        .on(UserActions::resource)
                        .handle(this::attach),
                AdminAction.of(AdminService.RAM, "DetachPolicyFromUser", "Detaches a policy from a user.")
                        .required(TYPE, NAME, USER_NAME)
                        .on(UserActions::resource)
                        .handle(this::detach),
                AdminAction.of(AdminService.RAM, "ListPoliciesForUser", "Lists the policies attached to a user.")
                        .required(USER_NAME)
                        .on(UserActions::resource)
                        .handle(this::listForUser));
    }

    private static String resource(AdminCall call) {
        return "acs:ram::" + call.account() + ":policy/" + call.required(NAME);
    }

    private static PolicyType type(AdminCall call) {
        return optionalType(call).orElseThrow(() -> AdminException.missing(TYPE));
    }

    private static Optional<PolicyType> optionalType(AdminCall call) {
        return call.optional(TYPE)
                .map(text -> PolicyType.fromWire(text)
                        .orElseThrow(() -> AdminException.invalid(TYPE, "must be System or Custom.")));
    }

    private ObjectNode create(AdminCall call) {
        RamPolicy policy =
                policies.create(call.account(), call.required(NAME), call.text("Description"), call.required(DOCUMENT));
        ObjectNode answer = Answer.empty();
        answer.set("Policy", one(policy));
        return answer;
    }

    private ObjectNode get(AdminCall call) {
        RamPolicy policy = policies.get(call.account(), type(call), call.required(NAME));
        ObjectNode answer = Answer.empty();
        answer.set("Policy", one(policy));
        answer.putObject("DefaultPolicyVersion")
                .put("VersionId", VERSION)
                .put("IsDefaultVersion", true)
                .put(DOCUMENT, policy.document())
                .put("CreateDate", Answer.time(policy.created()));
        return answer;
    }

    private ObjectNode list(AdminCall call) {
        List<RamPolicy> all = policies.list(call.account(), optionalType(call)).stream()
                .sorted(Comparator.comparing(RamPolicy::name))
                .toList();
        return Listing.of(
                call, all, RamPolicy::name, page -> Answer.list("Policies", "Policy", page, PolicyActions::one));
    }

    private ObjectNode delete(AdminCall call) {
        policies.delete(call.account(), call.required(NAME));
        return Answer.empty();
    }

    private ObjectNode attach(AdminCall call) {
        policies.attach(call.account(), type(call), call.required(NAME), call.required(USER_NAME));
        return Answer.empty();
    }

    private ObjectNode detach(AdminCall call) {
        policies.detach(call.account(), type(call), call.required(NAME), call.required(USER_NAME));
        return Answer.empty();
    }

    private ObjectNode listForUser(AdminCall call) {
        List<Attachment> attached = policies.attachedTo(call.account(), call.required(USER_NAME));
        return Answer.list("Policies", "Policy", attached, attachment -> {
            RamPolicy policy = policies.get(call.account(), attachment.type(), attachment.name());
            return Answer.empty()
                    .put(NAME, policy.name())
                    .put(TYPE, policy.type().wire())
                    .put("Description", policy.description())
                    .put("DefaultVersion", VERSION)
                    .put("AttachDate", Answer.time(attachment.attached()));
        });
    }

    private static ObjectNode one(RamPolicy policy) {
        return Answer.empty()
                .put(NAME, policy.name())
                .put(TYPE, policy.type().wire())
                .put("Description", policy.description())
                .put("DefaultVersion", VERSION)
                .put("CreateDate", Answer.time(policy.created()))
                .put("UpdateDate", Answer.time(policy.created()))
                .put("AttachmentCount", policy.attachedTo().size());
    }
}
