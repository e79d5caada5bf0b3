package io.coffer.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.coffer.model.AccountId;
import io.coffer.model.BucketAcl;
import io.coffer.model.BucketName;
import io.coffer.model.ObjectAcl;
import io.coffer.model.ObjectKey;
import io.coffer.model.OssException;
import io.coffer.model.Region;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authentication.PolicySet;
import io.coffer.server.authorization.Finding.Decision;
import io.coffer.server.authorization.Finding.Layer;
import io.coffer.server.authorization.Finding.Mismatch;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyOrigin;
import io.coffer.server.authorization.policy.PolicyParser;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final Region REGION = new Region("cn-hangzhou");
    private static final AccountId OWNER = new AccountId("1111222233334444");
    private static final AccountId STRANGER = new AccountId("5555666677778888");
    private static final BucketName BUCKET = new BucketName("photos");
    private static final Permission READ =
            Permission.onObject("oss:GetObject", REGION, OWNER, BUCKET, new ObjectKey("a/b"));
    private static final RequestContext CONTEXT = RequestContext.of(
                    "10.0.0.1", true, Optional.of("curl"), Instant.parse("2026-11-22T12:00:00Z"))
            .and("oss:BucketTag/team", "secret-team");
    private static final String READS_ELSEWHERE = "{\"Version\":\"1\",\"Statement\":["
            + "{\"Effect\":\"Allow\",\"Action\":\"oss:PutObject\",\"Resource\":\"*\"},"
            + "{\"Effect\":\"Allow\",\"Action\":\"oss:Get*\",\"Resource\":\"acs:oss:*:*:elsewhere/*\"},"
            + "{\"Effect\":\"Allow\",\"Action\":\"oss:GetObject\",\"Resource\":\"acs:oss:*:*:photos/*\","
            + "\"Condition\":{\"IpAddress\":{\"acs:SourceIp\":[\"192.168.0.0/16\",\"172.16.0.1\"]}}}]}";

    @Test
    void anExplicitDenyNamesItsStatementAndNothingElse() {
        Caller user = user(OWNER, policy("base", statement("Allow", "*", "*")), policy("stop", """
                {"Version":"1","Statement":[
                  {"Effect":"Allow","Action":"oss:*","Resource":"*"},
                  {"Effect":"Deny","Action":"oss:GetObject","Resource":"acs:oss:*:*:photos/*"}]}"""));
        Explanation explanation = explain(user, READ, privateBucket());
        assertThat(explanation.explicit()).isTrue();
        assertThat(explanation.policyType()).isEqualTo("AccountLevelIdentityBasedPolicy");
        assertThat(explanation.findings().getFirst()).satisfies(finding -> {
            assertThat(finding.layer()).isEqualTo(Layer.IDENTITY_POLICY);
            assertThat(finding.decision()).isEqualTo(Decision.DENIES);
            assertThat(finding.name()).isEqualTo("stop");
            assertThat(finding.kind()).isEqualTo("Custom");
            assertThat(finding.holder()).isEqualTo("user/anna");
            assertThat(finding.statement()).isEqualTo(2);
        });
        assertThat(explanation.findings())
                .filteredOn(finding -> finding.decision() == Decision.DENIES)
                .hasSize(1);
    }

    @Test
    void nearMissesComeTheNearestFirst() {
        Explanation explanation = explain(user(OWNER, policy("read", READS_ELSEWHERE)), READ, privateBucket());
        assertThat(explanation.explicit()).isFalse();
        assertThat(explanation.findings())
                .extracting(Finding::layer, Finding::decision, Finding::statement)
                .containsExactly(
                        tuple(Layer.IDENTITY_POLICY, Decision.SILENT, 0),
                        tuple(Layer.IDENTITY_POLICY, Decision.NEARLY_ALLOWS, 3),
                        tuple(Layer.IDENTITY_POLICY, Decision.NEARLY_ALLOWS, 2),
                        tuple(Layer.BUCKET_POLICY, Decision.SILENT, 0),
                        tuple(Layer.BUCKET_ACL, Decision.SILENT, 0));
        assertThat(explanation.findings().get(1).mismatches())
                .containsExactly(new Mismatch("IpAddress acs:SourceIp", "192.168.0.0/16 or 172.16.0.1", "10.0.0.1"));
        assertThat(explanation.findings().get(2).mismatches())
                .containsExactly(new Mismatch(
                        "Resource", "acs:oss:*:*:elsewhere/*", "acs:oss:cn-hangzhou:1111222233334444:photos/a/b"));
    }

    @Test
    void whatBoundsACallerIsNamedAlone() {
        Policy all = policy("all", statement("Allow", "*", "*"));
        Policy other = policy("other", statement("Allow", "oss:PutObject", "*"));
        Caller controlled = new Caller.RamUser(
                OWNER, "anna", "20", new PolicySet(List.of(other), Optional.empty(), List.of(all)), "LTAIx");
        Explanation byControl = explain(controlled, READ, privateBucket());
        assertThat(byControl.policyType()).isEqualTo("ControlPolicy");
        assertThat(byControl.explicit()).isFalse();
        assertThat(byControl.findings()).extracting(Finding::layer).containsOnly(Layer.CONTROL_POLICY);

        Policy deny = policy("narrow", statement("Deny", "oss:GetObject", "*"));
        Caller role = role(new PolicySet(List.of(), Optional.of(deny), List.of(all)));
        Explanation bySession = explain(role, READ, privateBucket());
        assertThat(bySession.policyType()).isEqualTo("SessionPolicy");
        assertThat(bySession.explicit()).isTrue();
        assertThat(bySession.findings()).extracting(Finding::decision).containsExactly(Decision.DENIES);
        assertThat(bySession.caller()).isEqualTo(new Principal("AssumedRoleUser", OWNER.value(), "reader:session-1"));
    }

    @Test
    void theBucketsPolicyCountsBesideTheCallers() {
        Caller user = user(OWNER, policy("deny", statement("Deny", "oss:*", "*")));
        BucketFacts facts = bucket(BucketAcl.PRIVATE, Optional.empty(), "Deny", "*", false);
        assertThat(explain(user, READ, facts).findings())
                .extracting(Finding::layer, Finding::decision, Finding::name)
                .containsExactly(
                        tuple(Layer.IDENTITY_POLICY, Decision.DENIES, "deny"),
                        tuple(Layer.BUCKET_POLICY, Decision.DENIES, "photos"));
        Explanation alone = explain(user(OWNER, policy("all", statement("Allow", "*", "*"))), READ, facts);
        assertThat(alone.policyType()).isEqualTo("ResourceBasedPolicy");
        assertThat(alone.explicit()).isTrue();
    }

    @Test
    void aPolicyOfAnotherAccountSaysNothingOfTheBucket() {
        Caller user = user(STRANGER, policy("all", statement("Allow", "*", "*")));
        BucketFacts facts = bucket(BucketAcl.PRIVATE, Optional.empty(), "Allow", "30", false);
        Explanation explanation = explain(user, READ, facts);
        assertThat(explanation.policyType()).isEqualTo("ResourceBasedPolicy");
        assertThat(explanation.findings().getFirst().says()).contains("only for what their own account owns");
        assertThat(explanation.findings())
                .filteredOn(finding -> finding.decision() == Decision.NEARLY_ALLOWS)
                .singleElement()
                .satisfies(finding -> assertThat(finding.mismatches())
                        .containsExactly(new Mismatch("Principal", "30", "the caller")));
    }

    @Test
    void aclsSayWhatTheyGrant() {
        Caller user = user(OWNER);
        BucketFacts own = bucket(BucketAcl.PUBLIC_READ, Optional.of(ObjectAcl.PRIVATE), "", "", false);
        assertThat(explain(user, READ, own).findings().getLast())
                .extracting(Finding::layer, Finding::says)
                .containsExactly(Layer.OBJECT_ACL, "the object's ACL is private, which does not grant reading");
        BucketFacts blocked = bucket(BucketAcl.PUBLIC_READ, Optional.empty(), "Allow", "*", true);
        assertThat(explain(user, READ, blocked).findings())
                .extracting(Finding::layer, Finding::decision)
                .contains(
                        tuple(Layer.BUCKET_ACL, Decision.NEARLY_ALLOWS),
                        tuple(Layer.PUBLIC_ACCESS_BLOCK, Decision.SILENT),
                        tuple(Layer.BUCKET_POLICY, Decision.NEARLY_ALLOWS));
    }

    @Test
    void aMissingKeyPermissionNamesTheKey() {
        Permission decrypt = Permission.onKey("kms:Decrypt", REGION, OWNER, "key-1");
        Caller user = user(OWNER, policy("objects", statement("Allow", "oss:*", "*")));
        Denial denial = new Denial(user, decrypt, Optional.empty(), CONTEXT, DenialCause.NOTHING_ALLOWS, false);
        Explanation explanation = explanation(denial);
        assertThat(explanation.action()).isEqualTo("kms:Decrypt");
        assertThat(explanation.findings().getFirst().says())
                .contains("allows kms:Decrypt on acs:kms:cn-hangzhou:1111222233334444:key/key-1");
    }

    @Test
    void aRoleThatDoesNotTrustSaysSo() {
        Permission assume = new Permission("sts:AssumeRole", "acs:ram::1111222233334444:role/reader");
        Denial denial = new Denial(
                user(STRANGER, policy("all", statement("Allow", "*", "*"))),
                assume,
                Optional.empty(),
                CONTEXT,
                DenialCause.TRUST_POLICY_SILENT,
                false);
        Explanation explanation = explanation(denial);
        assertThat(explanation.policyType()).isEqualTo("AssumeRolePolicy");
        assertThat(explanation.findings()).extracting(Finding::layer).containsExactly(Layer.TRUST_POLICY);
    }

    @Test
    void whetherAnotherAccountHasARoleIsNotTold() {
        Permission assume = new Permission("sts:AssumeRole", "acs:ram::1111222233334444:role/reader");
        Caller user = user(STRANGER, policy("all", statement("Allow", "*", "*")));
        Explanation denied = explanation(
                new Denial(user, assume, Optional.empty(), CONTEXT, DenialCause.TRUST_POLICY_DENIES, false));
        Explanation silent = explanation(
                new Denial(user, assume, Optional.empty(), CONTEXT, DenialCause.TRUST_POLICY_SILENT, false));
        Explanation missing =
                explanation(new Denial(user, assume, Optional.empty(), CONTEXT, DenialCause.NOTHING_ALLOWS, false));
        assertThat(denied.accessDeniedDetail(Optional.empty()))
                .isEqualTo(silent.accessDeniedDetail(Optional.empty()))
                .isEqualTo(missing.accessDeniedDetail(Optional.empty()));
        assertThat(denied.seenBy(STRANGER)).isEqualTo(silent.seenBy(STRANGER)).isEqualTo(missing.seenBy(STRANGER));
        assertThat(denied.seenBy(OWNER).orElseThrow().findings())
                .extracting(Finding::decision)
                .containsExactly(Decision.DENIES);
    }

    @Test
    void eachSideSeesItsOwnPoliciesOnly() {
        Caller user = user(STRANGER, policy("their-policy", statement("Deny", "oss:PutObject", "*")));
        BucketFacts facts = bucket(BucketAcl.PRIVATE, Optional.empty(), "Deny", "*", false);
        Explanation whole = explain(user, READ, facts);
        Explanation ofCaller = whole.seenBy(STRANGER).orElseThrow();
        assertThat(ofCaller.toString())
                .contains("another account")
                .doesNotContain("photos, ")
                .doesNotContain("secret-team")
                .doesNotContain(OWNER.value());
        assertThat(ofCaller.findings())
                .allSatisfy(finding -> assertThat(finding.name()).isNotEqualTo("photos"));
        Explanation ofOwner = whole.seenBy(OWNER).orElseThrow();
        assertThat(ofOwner.toString()).contains("secret-team").doesNotContain("their-policy");
        assertThat(ofOwner.findings())
                .extracting(Finding::name, Finding::decision)
                .contains(tuple("photos", Decision.DENIES));
        assertThat(whole.seenBy(new AccountId("9"))).isEmpty();
    }

    @Test
    void tagsOfAnothersBucketAreNotShownByConditions() {
        String document =
                "{\"Version\":\"1\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"oss:*\",\"Resource\":\"*\","
                        + "\"Condition\":{\"StringEquals\":{\"oss:BucketTag/team\":\"guess\"}}}}";
        String allow = document.replace("Deny", "Allow");
        Denial denial = new Denial(
                new Caller.RamUser(
                        STRANGER,
                        "anna",
                        "20",
                        new PolicySet(List.of(policy("ctl", allow)), Optional.empty(), List.of()),
                        "LTAIx"),
                READ,
                Optional.of(privateBucket()),
                CONTEXT,
                DenialCause.CONTROL_POLICY_SILENT,
                false);
        Explanation whole = explanation(denial);
        assertThat(whole.findings().getLast().mismatches())
                .containsExactly(new Mismatch("StringEquals oss:BucketTag/team", "guess", "(absent)"));
        assertThat(whole.seenBy(STRANGER).orElseThrow().toString())
                .contains("guess")
                .doesNotContain("secret-team");
    }

    @Test
    void everyCauseIsExplained() {
        for (DenialCause cause : DenialCause.values()) {
            Denial denial = new Denial(user(OWNER), READ, Optional.of(privateBucket()), CONTEXT, cause, false);
            assertThat(explanation(denial).explicit()).isEqualTo(cause.isExplicit());
            assertThat(explanation(denial).accessDeniedDetail(Optional.of("M")))
                    .extracting(OssException.Detail::name)
                    .containsExactly(
                            "PolicyType",
                            "AuthPrincipalOwnerId",
                            "AuthPrincipalType",
                            "AuthPrincipalDisplayName",
                            "NoPermissionType",
                            "AuthAction",
                            "EncodedDiagnosticMessage");
        }
    }

    private static Explanation explain(Caller caller, Permission permission, BucketFacts facts) {
        AccessRequest request = new AccessRequest(List.of(permission), Optional.of(facts));
        return switch (new Authorizer().judge(caller, List.of(request), CONTEXT)) {
            case Verdict.Granted granted -> throw new AssertionError("allowed");
            case Verdict.Denied denied -> explanation(denied.denial());
        };
    }

    private static Explanation explanation(Denial denial) {
        return Explanations.of(new RecentRequest(
                "R-1",
                Instant.parse("2026-11-22T12:00:00Z"),
                denial.caller(),
                "GetObject",
                List.of(),
                Optional.of(denial),
                Optional.of("AccessDenied")));
    }

    private static Caller user(AccountId account, Policy... policies) {
        return new Caller.RamUser(account, "anna", "20", PolicySet.attached(List.of(policies)), "LTAIx");
    }

    private static Caller role(PolicySet policies) {
        return new Caller.AssumedRole(OWNER, "reader", "300", "session-1", policies, "STS.x");
    }

    private static Policy policy(String name, String json) {
        return PolicyParser.identityPolicy(json).from(new PolicyOrigin(PolicyOrigin.Kind.CUSTOM, name, "user/anna"));
    }

    private static String statement(String effect, String action, String resource) {
        return "{\"Version\":\"1\",\"Statement\":{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"%s\"}}"
                .formatted(effect, action, resource);
    }

    private static BucketFacts privateBucket() {
        return bucket(BucketAcl.PRIVATE, Optional.empty(), "", "", false);
    }

    private static BucketFacts bucket(
            BucketAcl acl, Optional<ObjectAcl> objectAcl, String effect, String principal, boolean blocked) {
        Optional<Policy> policy = effect.isEmpty()
                ? Optional.empty()
                : Optional.of(PolicyParser.bucketPolicy("""
                        {"Version":"1","Statement":[{"Effect":"%s","Action":["oss:GetObject"],"Principal":["%s"],
                          "Resource":["acs:oss:*:*:photos/*"]}]}
                        """.formatted(effect, principal))
                        .from(new PolicyOrigin(PolicyOrigin.Kind.BUCKET, "photos", "")));
        return new BucketFacts(OWNER, acl, objectAcl, AccessKind.READ, policy, blocked);
    }
}
