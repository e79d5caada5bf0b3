package io.coffer.server.authorization;

import io.coffer.model.BucketAcl;
import io.coffer.model.ObjectAcl;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.Finding.Decision;
import io.coffer.server.authorization.Finding.Layer;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyDecision;
import io.coffer.server.authorization.policy.PolicyOrigin;
import io.coffer.server.authorization.policy.PolicyRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out why a permission was missing: looks at everything again that the decision looked at, in the same order, and
 * says of each what it came to. Pure, as the decision is.
 */
final class Diagnosis {
    private static final String NOT_TRUSTED = "no statement of the role's trust policy lets the caller assume it";

    private final Denial denial;
    private final Permission permission;
    private final PolicyRequest request;
    /** As the policies on the caller's side saw it. */
    private final PolicyRequest callersRequest;

    private final String callersAccount;
    private final String owner;
    private final List<Finding> findings = new ArrayList<>();

    private Diagnosis(Denial denial) {
        this.denial = denial;
        this.permission = denial.permission();
        this.request = Authorizer.request(denial.caller(), permission, denial.context());
        this.callersRequest = Authorizer.callersRequest(denial.caller(), permission, denial.bucket(), denial.context());
        this.callersAccount = Principal.of(denial.caller()).account();
        this.owner = permission.resource().account();
    }

    static List<Finding> of(Denial denial) {
        Diagnosis diagnosis = new Diagnosis(denial);
        diagnosis.look();
        return List.copyOf(diagnosis.findings);
    }

    /** What stands behind the layer that refused was not evaluated, so nothing is said of it. */
    private void look() {
        switch (denial.cause()) {
            case CONTROL_POLICY_DENIES, CONTROL_POLICY_SILENT -> control();
            case SESSION_POLICY_DENIES, SESSION_POLICY_SILENT -> {
                control();
                session();
            }
            case IDENTITY_POLICY_DENIES, BUCKET_POLICY_DENIES, BOTH_POLICIES_DENY -> {
                identity();
                bucketPolicy();
            }
            case TRUST_POLICY_DENIES -> trust(Decision.DENIES, "the role's trust policy refuses the caller");
            case TRUST_POLICY_SILENT -> trust(Decision.SILENT, NOT_TRUSTED);
            case NOTHING_ALLOWS -> nothing();
        }
    }

    private void nothing() {
        if (permission.isAssumption()) {
            assumption();
            return;
        }
        identity();
        bucketPolicy();
        acls();
        publicAccessBlock();
    }

    private void control() {
        List<Policy> policies = denial.caller().policies().control();
        if (!policies.isEmpty()) {
            findings.addAll(PolicyFindings.in(Layer.CONTROL_POLICY, callersAccount, policies, callersRequest));
        }
    }

    private void session() {
        denial.caller()
                .policies()
                .session()
                .ifPresent(policy -> findings.addAll(
                        PolicyFindings.in(Layer.SESSION_POLICY, callersAccount, List.of(policy), callersRequest)));
    }

    private void identity() {
        if (!Principal.isManaged(denial.caller())) {
            return;
        }
        List<Policy> policies = denial.caller().policies().attached();
        boolean ownResource = Authorizer.ownsResource(denial.caller(), permission, denial.bucket());
        List<Finding> ofPolicies = PolicyFindings.in(Layer.IDENTITY_POLICY, callersAccount, policies, callersRequest);
        if (ownResource || ofPolicies.stream().anyMatch(finding -> finding.decision() == Decision.DENIES)) {
            findings.addAll(ofPolicies);
            return;
        }
        findings.add(Finding.of(
                Layer.IDENTITY_POLICY,
                Decision.SILENT,
                callersAccount,
                "policies of users and roles count only for what their own account owns, which this is not",
                permission.isOnKey()
                        ? "Let the key's own account use it, or encrypt with a key of this account."
                        : "Let the owner of the bucket allow it in the bucket's policy."));
    }

    private void bucketPolicy() {
        if (denial.bucket().isEmpty() || permission.isOnKey()) {
            return;
        }
        PolicyOrigin name = new PolicyOrigin(PolicyOrigin.Kind.BUCKET, permission.bucket(), "");
        List<Policy> policies = Authorizer.bucketPolicies(denial.caller(), permission, denial.bucket()).stream()
                .map(policy -> policy.from(name))
                .toList();
        if (denial.bucket().get().policy().isPresent()) {
            findings.addAll(PolicyFindings.in(Layer.BUCKET_POLICY, owner, policies, request));
        } else {
            findings.add(Finding.of(Layer.BUCKET_POLICY, Decision.SILENT, owner, "the bucket has no policy", ""));
        }
    }

    /** The same whether there is such a role in another account or not. */
    private void assumption() {
        if (isAllowedByCaller(denial)) {
            trust(Decision.SILENT, NOT_TRUSTED);
        } else {
            findings.addAll(PolicyFindings.in(
                    Layer.IDENTITY_POLICY,
                    callersAccount,
                    denial.caller().policies().attached(),
                    callersRequest));
        }
    }

    static boolean isAllowedByCaller(Denial denial) {
        PolicyRequest request = Authorizer.request(denial.caller(), denial.permission(), denial.context());
        return Policy.evaluate(denial.caller().policies().attached(), request) instanceof PolicyDecision.Allow;
    }

    private void trust(Decision decision, String says) {
        findings.add(Finding.of(
                Layer.TRUST_POLICY,
                decision,
                owner,
                says,
                "Name the caller, or its account, as a principal of the role's trust policy."));
    }

    private void acls() {
        if (denial.bucket().isEmpty() || permission.isOnKey()) {
            return;
        }
        BucketFacts facts = denial.bucket().get();
        if (facts.kind() == AccessKind.ADMINISTRATIVE) {
            String says = "no ACL grants settings of buckets and objects";
            String anonymous = denial.caller() instanceof Caller.Anonymous ? ", and callers need a name for them" : "";
            findings.add(Finding.of(Layer.BUCKET_ACL, Decision.SILENT, owner, says + anonymous, ""));
            return;
        }
        String wanted = facts.kind() == AccessKind.READ ? "reading" : "writing";
        Optional<ObjectAcl> own = facts.objectAcl().filter(acl -> acl != ObjectAcl.DEFAULT);
        if (own.isPresent()) {
            BucketAcl effective = own.get().within(facts.acl());
            findings.add(
                    acl(Layer.OBJECT_ACL, "the object's ACL is " + own.get().wire(), effective, facts, wanted));
        } else {
            findings.add(
                    acl(Layer.BUCKET_ACL, "the bucket's ACL is " + facts.acl().wire(), facts.acl(), facts, wanted));
        }
    }

    private Finding acl(Layer layer, String says, BucketAcl acl, BucketFacts facts, String wanted) {
        boolean grants = facts.kind() == AccessKind.READ ? acl.grantsRead() : acl.grantsWrite();
        return grants
                ? Finding.of(
                        layer,
                        Decision.NEARLY_ALLOWS,
                        owner,
                        says + ", but public access is blocked",
                        "Switch the block of public access off, for the bucket and its account.")
                : Finding.of(layer, Decision.SILENT, owner, says + ", which does not grant " + wanted, "");
    }

    private void publicAccessBlock() {
        boolean inEffect = denial.bucket()
                .filter(facts -> facts.publicAccessBlocked() && !permission.isOnKey())
                .isPresent();
        if (!inEffect) {
            return;
        }
        findings.add(Finding.of(
                Layer.PUBLIC_ACCESS_BLOCK,
                Decision.SILENT,
                owner,
                "public access is blocked: what ACLs and the bucket's policy open to everybody has no effect",
                ""));
        List<Policy> whole =
                denial.bucket().flatMap(BucketFacts::policy).stream().toList();
        if (Policy.evaluate(whole, request) instanceof PolicyDecision.Allow allow) {
            findings.add(new Finding(
                    Layer.BUCKET_POLICY,
                    Decision.NEARLY_ALLOWS,
                    owner,
                    permission.bucket(),
                    "",
                    "",
                    allow.statement().number(),
                    "would allow " + permission.action() + ", but opens it to everybody while public access is blocked",
                    List.of(),
                    "Name principals in the statement, or switch the block of public access off."));
        }
    }
}
