package io.coffer.server.authorization;

import io.coffer.model.AccountId;
import io.coffer.server.authorization.Finding.Decision;
import io.coffer.server.authorization.Finding.Layer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Explains how requests ended, from what was known when they were decided. */
public final class Explanations {
    private static final int LONGEST_VALUE = 256;

    private Explanations() {}

    public static Explanation of(RecentRequest request) {
        if (request.denial().isPresent()) {
            return ofDenial(request, request.denial().get());
        }
        Optional<Permission> permission = request.asked().isEmpty()
                ? request.meant()
                : Optional.of(request.asked().getLast().permission());
        String owner = permission.map(Explanations::owner).orElse("");
        return new Explanation(
                request.requestId(),
                request.at(),
                request.operation(),
                request.code().orElse(Explanation.ALLOWED),
                Principal.of(request.caller()),
                permission.map(Permission::action).orElse(""),
                permission.map(wanted -> wanted.resource().toString()).orElse(""),
                owner,
                request.rule().isPresent(),
                request.rule().map(RefusingRule::policyType).orElse(Layer.RULE.wire()),
                request.asked().isEmpty()
                        ? Map.of()
                        : conditions(request.asked().getLast().context()),
                request.code().isPresent() ? refused(request, owner) : allowed(request),
                false);
    }

    /** Whether an account is told of a request: it is its caller's, or the owner of what the request was about. */
    public static boolean concerns(RecentRequest request, AccountId reader) {
        Optional<Permission> permission = request.denial()
                .map(Denial::permission)
                .or(() -> request.asked().stream().map(Asked::permission).reduce((first, last) -> last))
                .or(request::meant);
        return request.caller().accountId().filter(reader::equals).isPresent()
                || permission
                        .filter(wanted -> owner(wanted).equals(reader.value()))
                        .isPresent();
    }

    private static Explanation ofDenial(RecentRequest request, Denial denial) {
        return new Explanation(
                request.requestId(),
                request.at(),
                request.operation(),
                request.code().orElse("AccessDenied"),
                Principal.of(denial.caller()),
                denial.permission().action(),
                denial.permission().resource().toString(),
                owner(denial.permission()),
                isExplicit(denial),
                policyType(denial).wire(),
                conditions(Authorizer.seen(denial.caller(), denial.context())),
                Diagnosis.of(denial),
                false);
    }

    /** A role that refuses callers of another account looks to them like one that does not exist. */
    private static boolean isExplicit(Denial denial) {
        boolean byOthersRole = denial.cause() == DenialCause.TRUST_POLICY_DENIES
                && !Principal.of(denial.caller()).account().equals(owner(denial.permission()));
        return denial.cause().isExplicit() && !byOthersRole;
    }

    /** The kind of policy that refused or, when nothing allows, the kind that could have allowed. */
    private static Layer policyType(Denial denial) {
        return switch (denial.cause()) {
            case CONTROL_POLICY_DENIES, CONTROL_POLICY_SILENT -> Layer.CONTROL_POLICY;
            case SESSION_POLICY_DENIES, SESSION_POLICY_SILENT -> Layer.SESSION_POLICY;
            case IDENTITY_POLICY_DENIES, BOTH_POLICIES_DENY -> Layer.IDENTITY_POLICY;
            case BUCKET_POLICY_DENIES -> Layer.BUCKET_POLICY;
            case TRUST_POLICY_DENIES, TRUST_POLICY_SILENT -> Layer.TRUST_POLICY;
            case NOTHING_ALLOWS -> missing(denial);
        };
    }

    private static Layer missing(Denial denial) {
        if (denial.permission().isAssumption()) {
            return Diagnosis.isAllowedByCaller(denial) ? Layer.TRUST_POLICY : Layer.IDENTITY_POLICY;
        }
        return Authorizer.ownsResource(denial.caller(), denial.permission(), denial.bucket())
                ? Layer.IDENTITY_POLICY
                : Layer.BUCKET_POLICY;
    }

    private static String owner(Permission permission) {
        return permission.resource().account();
    }

    private static Map<String, String> conditions(RequestContext context) {
        Map<String, String> conditions = new TreeMap<>();
        context.kept(LONGEST_VALUE).values().forEach((key, value) -> {
            if (!value.isEmpty()) {
                conditions.put(key, value);
            }
        });
        return conditions;
    }

    private static List<Finding> refused(RecentRequest request, String owner) {
        String account = owner.isEmpty() ? Principal.of(request.caller()).account() : owner;
        return List.of(request.rule()
                .map(rule -> Finding.of(Layer.RULE, Decision.DENIES, account, rule.says(), rule.advice()))
                .orElseGet(() -> Finding.of(
                        Layer.RULE,
                        Decision.DENIES,
                        account,
                        "refused as " + request.code().orElse("") + ", which is no matter of permissions",
                        "")));
    }

    private static List<Finding> allowed(RecentRequest request) {
        return request.asked().stream()
                .map(asked -> allowed(request, asked))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Finding> allowed(RecentRequest request, Asked asked) {
        AccessRequest access = new AccessRequest(List.of(asked.permission()), asked.bucket());
        return switch (new Authorizer().judge(request.caller(), List.of(access), asked.context())) {
            case Verdict.Granted granted -> Optional.of(allowed(request, asked.permission(), granted.allowance()));
            // the values that were kept are cut, so what is judged now may be less than what was judged then
            case Verdict.Denied denied -> Optional.empty();
        };
    }

    private static Finding allowed(RecentRequest request, Permission permission, Allowance allowance) {
        String what = permission.action() + " is allowed by ";
        String own = Principal.of(request.caller()).account();
        return switch (allowance) {
            case OWNERSHIP ->
                Finding.of(Layer.IDENTITY_POLICY, Decision.ALLOWS, own, what + "the ownership of the account", "");
            case IDENTITY_POLICY ->
                Finding.of(Layer.IDENTITY_POLICY, Decision.ALLOWS, own, what + "a policy of the caller", "");
            case BUCKET_POLICY ->
                Finding.of(Layer.BUCKET_POLICY, Decision.ALLOWS, owner(permission), what + "the bucket's policy", "");
            case ACL -> Finding.of(Layer.BUCKET_ACL, Decision.ALLOWS, owner(permission), what + "an ACL", "");
        };
    }
}
