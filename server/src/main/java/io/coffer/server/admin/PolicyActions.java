package io.coffer.server.admin;

import io.coffer.server.identity.Policies;
import io.coffer.server.identity.PolicyType;
import io.coffer.server.identity.RamPolicy;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** RAM's actions on policies. */
final class PolicyActions {
    static final String NAME = "PolicyName";
    static final String TYPE = "PolicyType";
    static final String DOCUMENT = "PolicyDocument";
    private static final String DESCRIPTION = "Description";
    private static final String NEW_DESCRIPTION = "NewDescription";

    private final Policies policies;

    PolicyActions(Policies policies) {
        this.policies = policies;
    }

    List<AdminAction> actions() {
        return List.of(
                AdminAction.of(AdminService.RAM, "CreatePolicy", "Makes a policy from its JSON text.")
                        .required(NAME, DOCUMENT)
                        .optional(DESCRIPTION)
                        .on(PolicyActions::resource)
                        .handle(this::create),
                AdminAction.of(AdminService.RAM, "GetPolicy", "Shows a policy and the text that counts.")
                        .required(NAME, TYPE)
                        .on(PolicyActions::resource)
                        .handle(this::get),
                AdminAction.of(AdminService.RAM, "UpdatePolicyDescription", "Changes what is said about a policy.")
                        .required(NAME, NEW_DESCRIPTION)
                        .on(PolicyActions::resource)
                        .handle(this::describe),
                AdminAction.of(AdminService.RAM, "ListPolicies", "Lists policies, of one PolicyType or both.")
                        .optional(TYPE, Listing.MARKER, Listing.MAX_ITEMS)
                        .on(call -> "acs:ram::" + call.account() + ":policy/*")
                        .handle(this::list),
                AdminAction.of(
                                AdminService.RAM,
                                "DeletePolicy",
                                "Deletes a policy that is attached to nobody and has its default version only.")
                        .required(NAME)
                        .on(PolicyActions::resource)
                        .handle(this::delete));
    }

    static String resource(AdminCall call) {
        return "acs:ram::" + call.account() + ":policy/" + call.required(NAME);
    }

    static PolicyType type(AdminCall call) {
        return optionalType(call).orElseThrow(() -> AdminException.missing(TYPE));
    }

    private static Optional<PolicyType> optionalType(AdminCall call) {
        return call.optional(TYPE)
                .map(text -> PolicyType.fromWire(text)
                        .orElseThrow(() -> AdminException.invalid(TYPE, "must be System or Custom.")));
    }

    private ObjectNode create(AdminCall call) {
        RamPolicy policy =
                policies.create(call.account(), call.required(NAME), call.text(DESCRIPTION), call.required(DOCUMENT));
        return full(policy, 0);
    }

    private ObjectNode get(AdminCall call) {
        PolicyType type = type(call);
        RamPolicy policy = policies.get(call.account(), type, call.required(NAME));
        ObjectNode answer = full(
                policy, policies.holdings(call.account(), type, policy.name()).size());
        answer.set("DefaultPolicyVersion", PolicyVersionActions.one(policy, policy.defaultVersion()));
        return answer;
    }

    private ObjectNode describe(AdminCall call) {
        RamPolicy policy = policies.describe(call.account(), call.required(NAME), call.required(NEW_DESCRIPTION));
        return full(
                policy,
                policies.holdings(call.account(), policy.type(), policy.name()).size());
    }

    private ObjectNode list(AdminCall call) {
        List<RamPolicy> all = policies.list(call.account(), optionalType(call)).stream()
                .sorted(Comparator.comparing(RamPolicy::name))
                .toList();
        Map<String, Integer> system = policies.attachmentCounts(call.account(), PolicyType.SYSTEM);
        Map<String, Integer> custom = policies.attachmentCounts(call.account(), PolicyType.CUSTOM);
        return Listing.of(
                call,
                all,
                RamPolicy::name,
                page -> Answer.list("Policies", "Policy", page, policy -> {
                    Map<String, Integer> counts = policy.type() == PolicyType.SYSTEM ? system : custom;
                    return one(policy, counts.getOrDefault(policy.name(), 0));
                }));
    }

    private ObjectNode delete(AdminCall call) {
        policies.delete(call.account(), call.required(NAME));
        return Answer.empty();
    }

    private static ObjectNode full(RamPolicy policy, int attachments) {
        ObjectNode answer = Answer.empty();
        answer.set("Policy", one(policy, attachments));
        return answer;
    }

    private static ObjectNode one(RamPolicy policy, int attachments) {
        return Answer.empty()
                .put(NAME, policy.name())
                .put(TYPE, policy.type().wire())
                .put(DESCRIPTION, policy.description())
                .put("DefaultVersion", policy.defaultVersion().id())
                .put("CreateDate", Answer.time(policy.created()))
                .put("UpdateDate", Answer.time(policy.updated()))
                .put("AttachmentCount", attachments);
    }
}
