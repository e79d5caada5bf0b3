package io.coffer.server.admin;

import io.coffer.server.identity.Policies;
import io.coffer.server.identity.PolicyType;
import io.coffer.server.identity.PolicyVersion;
import io.coffer.server.identity.RamPolicy;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** RAM's actions on the versions of policies. */
final class PolicyVersionActions {
    private static final String NAME = PolicyActions.NAME;
    private static final String TYPE = PolicyActions.TYPE;
    private static final String DOCUMENT = PolicyActions.DOCUMENT;
    private static final String VERSION = "VersionId";
    private static final String AS_DEFAULT = "SetAsDefault";
    private static final String ROTATION = "RotateStrategy";
    private static final Pattern VERSION_ID = Pattern.compile("v[1-9][0-9]{0,8}");

    private final Policies policies;

    PolicyVersionActions(Policies policies) {
        this.policies = policies;
    }

    List<AdminAction> actions() {
        return List.of(
                AdminAction.of(
                                AdminService.RAM,
                                "CreatePolicyVersion",
                                "Gives a policy another text, which counts from now on with SetAsDefault.")
                        .required(NAME, DOCUMENT)
                        .optional(AS_DEFAULT, ROTATION)
                        .on(PolicyActions::resource)
                        .handle(this::create),
                AdminAction.of(AdminService.RAM, "GetPolicyVersion", "Shows a version of a policy and its text.")
                        .required(NAME, TYPE, VERSION)
                        .on(PolicyActions::resource)
                        .handle(this::get),
                AdminAction.of(AdminService.RAM, "ListPolicyVersions", "Lists the versions of a policy.")
                        .required(NAME, TYPE)
                        .on(PolicyActions::resource)
                        .handle(this::list),
                AdminAction.of(
                                AdminService.RAM,
                                "SetDefaultPolicyVersion",
                                "Lets another version of a policy count from now on.")
                        .required(NAME, VERSION)
                        .on(PolicyActions::resource)
                        .handle(this::setDefault),
                AdminAction.of(
                                AdminService.RAM,
                                "DeletePolicyVersion",
                                "Deletes a version of a policy that is not the default.")
                        .required(NAME, VERSION)
                        .on(PolicyActions::resource)
                        .handle(this::delete));
    }

    private ObjectNode create(AdminCall call) {
        boolean asDefault = call.optional(AS_DEFAULT)
                .map(text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw AdminException.invalid(AS_DEFAULT, "must be true or false.");
                })
                .orElse(false);
        boolean rotate = call.optional(ROTATION)
                .map(text -> switch (text) {
                    case "None" -> false;
                    case "DeleteOldestNonDefaultVersionWhenLimitExceeded" -> true;
                    default ->
                        throw AdminException.invalid(
                                ROTATION, "must be None or DeleteOldestNonDefaultVersionWhenLimitExceeded.");
                })
                .orElse(false);
        String name = call.required(NAME);
        PolicyVersion made =
                policies.versions().create(call.account(), name, call.required(DOCUMENT), asDefault, rotate);
        return full(made, asDefault);
    }

    private ObjectNode get(AdminCall call) {
        RamPolicy policy = policies.get(call.account(), PolicyActions.type(call), call.required(NAME));
        PolicyVersion version = policies.versions().get(call.account(), policy.type(), policy.name(), number(call));
        return full(version, isDefault(policy, version));
    }

    private ObjectNode list(AdminCall call) {
        PolicyType type = PolicyActions.type(call);
        RamPolicy policy = policies.get(call.account(), type, call.required(NAME));
        return Answer.list("PolicyVersions", "PolicyVersion", policy.versions(), version -> one(policy, version));
    }

    private ObjectNode setDefault(AdminCall call) {
        policies.versions().setDefault(call.account(), call.required(NAME), number(call));
        return Answer.empty();
    }

    private ObjectNode delete(AdminCall call) {
        policies.versions().delete(call.account(), call.required(NAME), number(call));
        return Answer.empty();
    }

    private static int number(AdminCall call) {
        String id = call.required(VERSION);
        if (!VERSION_ID.matcher(id).matches()) {
            throw new AdminException(
                    400, "InvalidParameter.VersionId.Format", "The parameter VersionId must be of the form v1.");
        }
        return Integer.parseInt(id.substring(1));
    }

    static ObjectNode one(RamPolicy policy, PolicyVersion version) {
        return one(version, isDefault(policy, version));
    }

    private static boolean isDefault(RamPolicy policy, PolicyVersion version) {
        return policy.defaultVersion().number() == version.number();
    }

    private static ObjectNode full(PolicyVersion version, boolean isDefault) {
        ObjectNode answer = Answer.empty();
        answer.set("PolicyVersion", one(version, isDefault));
        return answer;
    }

    private static ObjectNode one(PolicyVersion version, boolean isDefault) {
        return Answer.empty()
                .put(VERSION, version.id())
                .put("IsDefaultVersion", isDefault)
                .put(DOCUMENT, version.document())
                .put("CreateDate", Answer.time(version.created()));
    }
}
