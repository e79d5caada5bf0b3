package io.coffer.server.admin;

import io.coffer.model.AccountId;
import io.coffer.server.identity.ControlPolicies;
import io.coffer.server.identity.ControlPolicy;
import io.coffer.server.identity.IdentityStore;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Coffer's own actions on control policies, by which the first account bounds the others. */
final class ControlPolicyActions {
    private static final String ACCOUNT_ID = AccountActions.ACCOUNT_ID;
    private static final String NAME = PolicyActions.NAME;
    private static final String DOCUMENT = PolicyActions.DOCUMENT;

    private final IdentityStore identities;
    private final ControlPolicies policies;

    ControlPolicyActions(IdentityStore identities) {
        this.identities = identities;
        this.policies = identities.controlPolicies();
    }

    List<AdminAction> actions() {
        return List.of(
                AdminAction.of(
                                AdminService.COFFER,
                                "PutControlPolicy",
                                "Bounds another account, its root too: nothing is possible there that no control policy"
                                        + " allows.")
                        .required(ACCOUNT_ID, NAME, DOCUMENT)
                        .forRootOf(identities.accounts()::first)
                        .handle(this::put),
                AdminAction.of(AdminService.COFFER, "ListControlPolicies", "Lists the control policies of an account.")
                        .required(ACCOUNT_ID)
                        .forRootOf(identities.accounts()::first)
                        .handle(this::list),
                AdminAction.of(
                                AdminService.COFFER,
                                "DeleteControlPolicy",
                                "Deletes a control policy; without any, an account is not bounded.")
                        .required(ACCOUNT_ID, NAME)
                        .forRootOf(identities.accounts()::first)
                        .handle(this::delete));
    }

    private static AccountId account(AdminCall call) {
        return AccountActions.accountId(call.required(ACCOUNT_ID));
    }

    private ObjectNode put(AdminCall call) {
        ControlPolicy policy = policies.put(account(call), call.required(NAME), call.required(DOCUMENT));
        ObjectNode answer = Answer.empty();
        answer.set("ControlPolicy", one(policy));
        return answer;
    }

    private ObjectNode list(AdminCall call) {
        return Answer.list("ControlPolicies", "ControlPolicy", policies.list(account(call)), ControlPolicyActions::one);
    }

    private ObjectNode delete(AdminCall call) {
        policies.delete(account(call), call.required(NAME));
        return Answer.empty();
    }

    private static ObjectNode one(ControlPolicy policy) {
        return Answer.empty()
                .put(NAME, policy.name())
                .put(DOCUMENT, policy.document())
                .put("CreateDate", Answer.time(policy.created()))
                .put("UpdateDate", Answer.time(policy.updated()));
    }
}
