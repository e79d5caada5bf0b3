package io.coffer.server.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AssumeRole over the administration port: who may, what it answers, and what sessions may do there themselves. */
class AssumeRoleTest {
    private static Ring ring;
    private static Administration root;
    private static Administration other;
    private static String account;
    private static Administration assumer;
    private static String role;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        root = ring.administration();
        other = ring.administration("LTAIother", "other-secret");
        account = root.account();
        assumer = Temporary.assumer(ring, root, "assumer", "acs:ram::*:role/*");
        role = Temporary.role(root, "reader", "oss:Get*", "ram:GetUser");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    @Test
    void answersWithTheCredentialsOfTheSession() {
        Instant before = ring.clock().instant();
        Administration.Reply reply = Temporary.assume(assumer, role);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text("/AssumedRoleUser/Arn")).isEqualTo(role + "/anna");
        String roleId =
                root.call(Administration.RAM, "GetRole", "RoleName", "reader").text("/Role/RoleId");
        assertThat(roleId).isNotEmpty();
        assertThat(reply.text("/AssumedRoleUser/AssumedRoleId")).isEqualTo(roleId + ":anna");
        assertThat(reply.text("/Credentials/AccessKeyId")).startsWith("STS.");
        assertThat(reply.text("/Credentials/AccessKeySecret")).hasSize(43);
        assertThat(reply.text("/Credentials/SecurityToken")).isBase64();
        assertThat(reply.text("/Credentials/Expiration")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(Instant.parse(reply.text("/Credentials/Expiration")))
                .isBetween(
                        before.plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS),
                        ring.clock().instant().plus(Duration.ofHours(1)));
        assertThat(reply.text("/RequestId")).isNotEmpty();
    }

    @Test
    void aSessionKnowsWhoItIs() {
        Administration.Reply assumed = Temporary.assume(assumer, role);
        Administration.Reply identity =
                Temporary.of(assumed).administration(ring).call(Administration.STS, "GetCallerIdentity");
        assertThat(identity.text("/IdentityType")).isEqualTo("AssumedRoleUser");
        assertThat(identity.text("/AccountId")).isEqualTo(account);
        assertThat(identity.text("/PrincipalId")).isEqualTo(assumed.text("/AssumedRoleUser/AssumedRoleId"));
        assertThat(identity.text("/RoleId") + ":anna").isEqualTo(identity.text("/PrincipalId"));
        assertThat(identity.text("/Arn")).isEqualTo("acs:ram::" + account + ":assumed-role/reader/anna");
        assertThat(identity.body().has("UserId")).isFalse();
    }

    @Test
    void aSessionMayOnTheAdministrationPortWhatItsRoleMay() {
        Temporary session = Temporary.of(Temporary.assume(assumer, role));
        assertThat(session.administration(ring)
                        .call(Administration.RAM, "GetUser", "UserName", "assumer")
                        .outcome())
                .isEqualTo("200");
        assertThat(session.administration(ring)
                        .call(Administration.RAM, "ListUsers")
                        .outcome())
                .isEqualTo("403 NoPermission");
        Temporary bounded = Temporary.of(Temporary.assume(assumer, role, "Policy", Temporary.allow("oss:GetObject")));
        assertThat(bounded.administration(ring)
                        .call(Administration.RAM, "GetUser", "UserName", "assumer")
                        .outcome())
                .isEqualTo("403 NoPermission");
    }

    @Test
    void theAdministrationPortAsksForTheRightToken() {
        Temporary session = Temporary.of(Temporary.assume(assumer, role));
        Temporary another = Temporary.of(Temporary.assume(assumer, role));
        assertThat(identity(session, Optional.empty())).isEqualTo("400 MissingSecurityToken");
        assertThat(identity(session, Optional.of("no token"))).isEqualTo("400 InvalidSecurityToken.Malformed");
        assertThat(identity(session, Optional.of("bm8="))).isEqualTo("400 InvalidSecurityToken.Malformed");
        assertThat(identity(session, Optional.of(another.token())))
                .isEqualTo("400 InvalidSecurityToken.MismatchWithAccessKey");
        assertThat(identity(new Temporary("LTAIowner", "owner-secret", ""), Optional.of(session.token())))
                .isEqualTo("400 InvalidSecurityToken.MismatchWithAccessKey");
        assertThat(identity(new Temporary(session.accessKeyId(), "wrong", ""), Optional.of(session.token())))
                .isEqualTo("400 SignatureDoesNotMatch");
    }

    private static String identity(Temporary key, Optional<String> token) {
        return ring.administration(key.accessKeyId(), key.secret(), token)
                .call(Administration.STS, "GetCallerIdentity")
                .outcome();
    }

    @Test
    void callsSignedInTheHeaderTakeTheToken() {
        Temporary session = Temporary.of(Temporary.assume(assumer, role));
        Temporary another = Temporary.of(Temporary.assume(assumer, role));
        Answer answer = signed(session, session.token()).send();
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.text()).contains(":assumed-role/reader/anna");
        assertThat(signed(session, "").send().text()).contains("MissingSecurityToken");
        assertThat(signed(session, "bm8=").send().text()).contains("InvalidSecurityToken.Malformed");
        assertThat(signed(session, another.token()).send().text())
                .contains("InvalidSecurityToken.MismatchWithAccessKey");
        assertThat(signed(session, session.token())
                        .header("x-acs-security-token", another.token())
                        .send()
                        .text())
                .contains("InvalidSecurityToken.MismatchWithAccessKey");
    }

    private static HeaderSignedCall signed(Temporary session, String token) {
        return new HeaderSignedCall(
                        root.endpoint().getPort(), ring.clock().instant(), Administration.STS, "GetCallerIdentity")
                .header("x-acs-security-token", token)
                .sign(session.accessKeyId(), session.secret());
    }

    @Test
    void controlPoliciesBoundTheSessionsOfAnAccount() {
        try (Ring own = Ring.inMemory()) {
            Administration first = own.administration();
            Administration bounded = own.administration("LTAIother", "other-secret");
            Administration user = Temporary.assumer(own, bounded, "user", "*");
            Temporary session =
                    Temporary.of(Temporary.assume(user, Temporary.role(bounded, "full", "oss:*", "sts:AssumeRole")));
            own.other().create("photos").put("photos", "key", "text");
            assertThat(session.client(own).get("photos", "key").text()).isEqualTo("text");
            first.succeed(
                    Administration.COFFER,
                    "PutControlPolicy",
                    "AccountId",
                    bounded.account(),
                    "PolicyName",
                    "bound",
                    "PolicyDocument",
                    Temporary.allow("oss:Put*", "ram:*"));
            assertThat(session.client(own).get("photos", "key").outcome()).isEqualTo("403 AccessDenied");
            assertThat(session.client(own).put("photos", "other", "text").outcome())
                    .isEqualTo("200");
            String arn = "acs:ram::" + bounded.account() + ":role/full";
            assertThat(Temporary.assume(user, arn).outcome()).isEqualTo("403 NoPermission");
        }
    }

    @Test
    void rootsAssumeNoRoles() {
        Administration.Reply refused = Temporary.assume(root, role);
        assertThat(refused.outcome()).isEqualTo("403 NoPermission");
        assertThat(refused.text("/Message")).isEqualTo("Roles may not be assumed by root accounts.");
    }

    @Test
    void bothTheCallersPoliciesAndTheTrustMustAllow() {
        Administration without = Temporary.assumer(ring, root, "without", "acs:ram::*:role/elsewhere");
        assertThat(Temporary.assume(without, role).outcome()).isEqualTo("403 NoPermission");
        String ofOthers = Temporary.trusting(root, "for-others", Temporary.principal(other.account()), "oss:*");
        assertThat(Temporary.assume(assumer, ofOthers).outcome()).isEqualTo("403 NoPermission");
        String ofOneUser = Temporary.trusting(
                root, "for-one-user", "\"Principal\":{\"RAM\":[\"acs:ram::" + account + ":user/chosen\"]}", "oss:*");
        assertThat(Temporary.assume(assumer, ofOneUser).outcome()).isEqualTo("403 NoPermission");
        Administration chosen = Temporary.assumer(ring, root, "chosen", "*");
        assertThat(Temporary.assume(chosen, ofOneUser).outcome()).isEqualTo("200");
    }

    @Test
    void aRoleCanBeForTheUsersOfAnotherAccount() {
        String abroad = Temporary.trusting(other, "abroad", Temporary.principal(account), "oss:*");
        assertThat(abroad).doesNotContain(account);
        assertThat(Temporary.assume(assumer, abroad).outcome()).isEqualTo("200");
        Administration theirs = Temporary.assumer(ring, other, "theirs", "*");
        assertThat(Temporary.assume(theirs, abroad).outcome()).isEqualTo("403 NoPermission");
        assertThat(Temporary.assume(theirs, role).outcome()).isEqualTo("403 NoPermission");
    }

    @Test
    void aSessionCanAssumeAnotherRole() {
        String first = Temporary.role(root, "first", "sts:AssumeRole");
        String second = Temporary.trusting(
                root, "second", "\"Principal\":{\"RAM\":[\"acs:ram::" + account + ":role/first\"]}", "oss:*");
        assertThat(Temporary.assume(assumer, second).outcome()).isEqualTo("403 NoPermission");
        Temporary session = Temporary.of(Temporary.assume(assumer, first));
        assertThat(Temporary.assume(session.administration(ring), second).outcome())
                .isEqualTo("200");
        Temporary bounded = Temporary.of(Temporary.assume(assumer, first, "Policy", Temporary.allow("oss:*")));
        assertThat(Temporary.assume(bounded.administration(ring), second).outcome())
                .isEqualTo("403 NoPermission");
    }

    @Test
    void aTrustCanAskForAnExternalId() {
        String agreed = Temporary.trusting(
                root,
                "agreed",
                Temporary.principal(account) + ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"word\"}}",
                "oss:*");
        assertThat(Temporary.assume(assumer, agreed).outcome()).isEqualTo("403 NoPermission");
        assertThat(Temporary.assume(assumer, agreed, "ExternalId", "wrong").outcome())
                .isEqualTo("403 NoPermission");
        assertThat(Temporary.assume(assumer, agreed, "ExternalId", "word").outcome())
                .isEqualTo("200");
        assertThat(Temporary.assume(assumer, agreed, "ExternalId", "no word").outcome())
                .isEqualTo("400 InvalidParameter.ExternalId");
    }

    @Test
    void onlyWhoCouldAssumeARoleLearnsThatItIsMissing() {
        String missing = "acs:ram::" + account + ":role/missing";
        assertThat(Temporary.assume(assumer, missing).outcome()).isEqualTo("404 EntityNotExist.Role");
        Administration narrow = Temporary.assumer(ring, root, "narrow", role);
        assertThat(Temporary.assume(narrow, missing).outcome()).isEqualTo("403 NoPermission");
        assertThat(Temporary.assume(narrow, role).outcome()).isEqualTo("200");
        String ofOther = "acs:ram::" + other.account() + ":role/missing";
        assertThat(Temporary.assume(assumer, ofOther).outcome()).isEqualTo("403 NoPermission");
        assertThat(Temporary.assume(assumer, "acs:ram::1:role/missing").outcome())
                .isEqualTo("403 NoPermission");
    }

    @ParameterizedTest
    @CsvSource({
        "RoleArn, reader, InvalidParameter.RoleArn",
        "RoleArn, acs:ram::x:role/reader, InvalidParameter.RoleArn",
        "RoleArn, acs:ram:cn-hangzhou:1:role/reader, InvalidParameter.RoleArn",
        "RoleArn, acs:ram::1:user/reader, InvalidParameter.RoleArn",
        "RoleArn, acs:ram::1:role/a/b, InvalidParameter.RoleArn",
        "RoleArn, '', MissingRoleArn",
        "RoleSessionName, '', MissingRoleSessionName",
        "RoleSessionName, a, InvalidParameter.RoleSessionName",
        "RoleSessionName, a b, InvalidParameter.RoleSessionName",
        "RoleSessionName, a/b, InvalidParameter.RoleSessionName",
        "RoleSessionName, ännchen, InvalidParameter.RoleSessionName",
        "DurationSeconds, 899, InvalidParameter.DurationSeconds",
        "DurationSeconds, 3601, InvalidParameter.DurationSeconds",
        "DurationSeconds, -1, InvalidParameter.DurationSeconds",
        "DurationSeconds, 99999999999, InvalidParameter.DurationSeconds",
        "DurationSeconds, soon, InvalidParameter.DurationSeconds",
        "Policy, policy, InvalidParameter.PolicyGrammar",
        "Policy, {}, InvalidParameter.PolicyGrammar",
        "ExternalId, x, InvalidParameter.ExternalId"
    })
    void badInputIsRefused(String parameter, String value, String code) {
        assertThat(Temporary.assume(assumer, role, parameter, value).outcome()).isEqualTo("400 " + code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"an", "Anna.B@example-1_x"})
    void sessionNamesHaveTheSignsOfAddresses(String name) {
        assertThat(Temporary.assume(assumer, role, "RoleSessionName", name).text("/AssumedRoleUser/Arn"))
                .isEqualTo(role + "/" + name);
    }

    @Test
    void namesAndPoliciesAreBounded() {
        assertThat(Temporary.assume(assumer, role, "RoleSessionName", "a".repeat(64))
                        .outcome())
                .isEqualTo("200");
        assertThat(Temporary.assume(assumer, role, "RoleSessionName", "a".repeat(65))
                        .outcome())
                .isEqualTo("400 InvalidParameter.RoleSessionName");
        String policy = Temporary.allow("oss:GetObject");
        String longest = policy + " ".repeat(2048 - policy.length());
        assertThat(Temporary.assume(assumer, role, "Policy", longest).outcome()).isEqualTo("200");
        assertThat(Temporary.assume(assumer, role, "Policy", longest + " ").outcome())
                .isEqualTo("400 InvalidParameter.PolicySize");
        assertThat(Temporary.assume(
                                assumer, role, "Policy", policy.replace("\"Action\"", "\"Principal\":\"*\",\"Action\""))
                        .outcome())
                .isEqualTo("400 InvalidParameter.PolicyGrammar");
        assertThat(Temporary.assume(assumer, role, "DurationSeconds", "900").outcome())
                .isEqualTo("200");
    }

    @Test
    void aRolesNameHasNoCase() {
        String admin = Temporary.role(root, "Admin", "oss:*");
        String lower = admin.replace("Admin", "admin");
        assertThat(Temporary.assume(assumer, lower).text("/AssumedRoleUser/Arn"))
                .isEqualTo(admin + "/anna");
        for (String spelling : List.of(admin, lower)) {
            Administration kept = Temporary.assumer(ring, root, spelling.equals(lower) ? "kept" : "Kept", spelling);
            assertThat(Temporary.assume(kept, lower).outcome()).isEqualTo("200");
            assertThat(Temporary.assume(kept, admin).outcome()).isEqualTo("200");
        }
    }

    @Test
    void aRoleMayAllowLongerSessions() {
        root.succeed(
                Administration.RAM,
                "CreateRole",
                "RoleName",
                "patient",
                "MaxSessionDuration",
                "7200",
                "AssumeRolePolicyDocument",
                "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\","
                        + Temporary.principal(account) + "}]}");
        String patient = "acs:ram::" + account + ":role/patient";
        Administration.Reply reply = Temporary.assume(assumer, patient, "DurationSeconds", "7200");
        assertThat(Instant.parse(reply.text("/Credentials/Expiration")))
                .isAfter(ring.clock().instant().plusSeconds(7100));
        assertThat(Temporary.assume(assumer, patient, "DurationSeconds", "7201").outcome())
                .isEqualTo("400 InvalidParameter.DurationSeconds");
        assertThat(Instant.parse(Temporary.assume(assumer, patient).text("/Credentials/Expiration")))
                .isBefore(ring.clock().instant().plusSeconds(3601));
    }
}
