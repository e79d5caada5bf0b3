package io.coffer.server.admin;

import io.coffer.model.AccountId;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authentication.PolicySet;
import io.coffer.server.authorization.policy.MalformedPolicyException;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyKind;
import io.coffer.server.authorization.policy.PolicyOrigin;
import io.coffer.server.identity.AssumableRole;
import io.coffer.server.identity.IdentityStore;
import io.coffer.server.identity.RamError;
import java.util.List;
import java.util.Optional;

/** The callers that a question may be about: those of the account that asks, and nobody in particular. */
final class Principals {
    static final String PRINCIPAL = "Principal";
    static final String SESSION_POLICY = "SessionPolicy";
    private static final String SESSION = "simulation";

    private final IdentityStore identities;

    Principals(IdentityStore identities) {
        this.identities = identities;
    }

    /** @param accessKeyId that the request would be signed with; may be empty */
    Caller named(AdminCall call, String accessKeyId) {
        AccountId account = call.account();
        String text = call.required(PRINCIPAL);
        String own = "acs:ram::" + account + ":";
        if (text.startsWith("acs:") && !text.startsWith(own)) {
            throw AdminException.invalid(PRINCIPAL, "is not of your account.");
        }
        String name = text.startsWith(own) ? text.substring(own.length()) : text;
        boolean role = name.startsWith("role/");
        if (!role && call.optional(SESSION_POLICY).isPresent()) {
            throw AdminException.invalid(SESSION_POLICY, "is for roles.");
        }
        if (name.equals("anonymous")) {
            return Caller.ANONYMOUS;
        }
        if (name.equals("root")) {
            PolicySet bounds = new PolicySet(identities.controlPolicies(account), Optional.empty(), List.of());
            return new Caller.Root(account, bounds, accessKeyId);
        }
        if (role) {
            return session(call, name.substring("role/".length()), accessKeyId);
        }
        if (name.startsWith("user/")) {
            Caller.RamUser user = identities
                    .callerNamed(account, name.substring("user/".length()))
                    .orElseThrow(RamError.NO_SUCH_USER::exception);
            return new Caller.RamUser(account, user.userName(), user.userId(), user.policies(), accessKeyId);
        }
        throw AdminException.invalid(PRINCIPAL, "must be user/NAME, role/NAME, root, anonymous or an ARN of these.");
    }

    private Caller session(AdminCall call, String name, String accessKeyId) {
        AccountId account = call.account();
        AssumableRole role = identities.assumableRole(account, name).orElseThrow(RamError.NO_SUCH_ROLE::exception);
        PolicySet policies = new PolicySet(
                identities.controlPolicies(account),
                call.optional(SESSION_POLICY).map(this::sessionPolicy),
                role.policies());
        return new Caller.AssumedRole(account, role.name(), role.roleId(), SESSION, policies, accessKeyId);
    }

    private Policy sessionPolicy(String text) {
        try {
            return identities
                    .policyTexts()
                    .brought(PolicyKind.IDENTITY, text)
                    .from(new PolicyOrigin(PolicyOrigin.Kind.SESSION, "", "session/" + SESSION));
        } catch (MalformedPolicyException malformed) {
            throw AdminException.invalid(SESSION_POLICY, "is malformed: " + malformed.getMessage());
        }
    }
}
