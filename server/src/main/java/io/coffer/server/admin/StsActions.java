package io.coffer.server.admin;

import io.coffer.model.AccountId;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.policy.MalformedPolicyException;
import io.coffer.server.identity.AssumableRole;
import io.coffer.server.identity.AssumableRoles;
import io.coffer.server.identity.NewSession;
import io.coffer.server.identity.RamError;
import io.coffer.server.identity.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Actions of the security token service. */
final class StsActions {
    private static final Pattern ROLE_ARN = Pattern.compile("acs:ram::([0-9]{1,32}):role/([A-Za-z0-9._-]{1,64})");
    private static final Pattern SESSION_NAME = Pattern.compile("[A-Za-z0-9.@_-]{2,64}");
    private static final Pattern EXTERNAL_ID = Pattern.compile("[A-Za-z0-9_+=,.@:/-]{2,1224}");
    private static final int SHORTEST = 900;
    private static final int USUAL = 3600;
    private static final int MAX_POLICY = 2048;

    private final AssumableRoles roles;
    private final Sessions sessions;

    /** The role that a call names, if it exists; read once for the decision and for the session. */
    private record NamedRole(String arn, Optional<AssumableRole> role) {}

    StsActions(AssumableRoles roles, Sessions sessions) {
        this.roles = roles;
        this.sessions = sessions;
    }

    List<AdminAction> actions() {
        return List.of(
                AdminAction.of(
                                AdminService.STS,
                                "AssumeRole",
                                "Begins a session of a role; shows its credentials this once.")
                        .required("RoleArn", "RoleSessionName")
                        .optional("DurationSeconds", "Policy", "ExternalId")
                        .assuming(this::assumption)
                        .handle(this::assumeRole),
                AdminAction.of(AdminService.STS, "GetCallerIdentity", "Tells who the caller is.")
                        .forEverySignedCaller()
                        .handle(call -> identity(call.caller())));
    }

    private NamedRole role(AdminCall call) {
        return call.once(NamedRole.class, () -> {
            String arn = call.required("RoleArn");
            Matcher parts = ROLE_ARN.matcher(arn);
            if (!parts.matches()) {
                throw AdminError.INVALID_ROLE_ARN.exception();
            }
            Optional<AssumableRole> role = roles.assumableRole(new AccountId(parts.group(1)), parts.group(2));
            // the name has no case, and how the role writes it is not told to those who may not assume it
            return new NamedRole(arn.toLowerCase(Locale.ROOT), role);
        });
    }

    private static String arn(AssumableRole role) {
        return "acs:ram::" + role.account() + ":role/" + role.name();
    }

    private Assumption assumption(AdminCall call) {
        Optional<String> externalId = call.optional("ExternalId");
        if (externalId.isPresent() && !EXTERNAL_ID.matcher(externalId.get()).matches()) {
            throw AdminError.INVALID_EXTERNAL_ID.exception();
        }
        NamedRole named = role(call);
        return new Assumption(named.arn(), named.role().map(AssumableRole::trust), externalId);
    }

    private ObjectNode assumeRole(AdminCall call) {
        AssumableRole role = role(call).role().orElseThrow(RamError.NO_SUCH_ROLE::exception);
        String name = call.required("RoleSessionName");
        if (!SESSION_NAME.matcher(name).matches()) {
            throw AdminError.INVALID_ROLE_SESSION_NAME.exception();
        }
        int longest = Math.toIntExact(role.maxSession().toSeconds());
        int seconds = call.number("DurationSeconds", Math.min(USUAL, longest), SHORTEST, longest);
        NewSession session =
                sessions.begin(role, name, Duration.ofSeconds(seconds), policy(call), identifier(call.caller()));
        ObjectNode answer = Answer.empty();
        answer.putObject("AssumedRoleUser")
                .put("Arn", arn(role) + "/" + name)
                .put("AssumedRoleId", role.roleId() + ":" + name);
        answer.putObject("Credentials")
                .put("AccessKeyId", session.accessKeyId())
                .put("AccessKeySecret", session.secret().reveal())
                .put("SecurityToken", session.securityToken())
                .put("Expiration", Answer.time(session.expires()));
        return answer;
    }

    private Optional<String> policy(AdminCall call) {
        Optional<String> policy = call.optional("Policy");
        policy.ifPresent(text -> {
            if (text.length() > MAX_POLICY) {
                throw AdminError.POLICY_TOO_LONG.exception();
            }
            try {
                sessions.requirePolicy(text);
            } catch (MalformedPolicyException malformed) {
                throw new AdminException(
                        400,
                        "InvalidParameter.PolicyGrammar",
                        "The parameter Policy has not passed grammar check. " + malformed.place() + ": "
                                + malformed.reason());
            }
        });
        return policy;
    }

    private static ObjectNode identity(Caller caller) {
        return switch (caller) {
            case Caller.Anonymous ignored -> throw AdminError.NO_PERMISSION.exception();
            case Caller.Root root -> identity(root.account(), root, "Account", "root");
            case Caller.RamUser user -> identity(user.account(), user, "RAMUser", "user/" + user.userName());
            case Caller.AssumedRole role -> {
                ObjectNode answer = identity(
                        role.account(),
                        role,
                        "AssumedRoleUser",
                        "assumed-role/" + role.roleName() + "/" + role.sessionName());
                answer.remove("UserId");
                yield answer.put("RoleId", role.roleId());
            }
        };
    }

    private static ObjectNode identity(AccountId account, Caller caller, String type, String name) {
        String id = identifier(caller);
        return Answer.empty()
                .put("IdentityType", type)
                .put("AccountId", account.value())
                .put("PrincipalId", id)
                .put("UserId", id)
                .put("Arn", "acs:ram::" + account + ":" + name);
    }

    private static String identifier(Caller caller) {
        return switch (caller) {
            case Caller.Anonymous nobody -> "";
            case Caller.Root root -> root.account().value();
            case Caller.RamUser user -> user.userId();
            case Caller.AssumedRole role -> role.roleId() + ":" + role.sessionName();
        };
    }
}
