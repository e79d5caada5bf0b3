package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests of sessions: the token in each place that clients have for it, and what its session may do. */
@Covers({"GetObject", "PutObject", "PostObject", "PutBucket", "ListBuckets"})
class SecurityTokenTest {
    private static final String BY_SESSION = "403 AccessDenied 0003-00000301";
    private static final String INVALID = "403 InvalidSecurityToken 0002-00000006";

    private static Ring ring;
    private static Administration root;
    private static Administration assumer;
    private static Temporary session;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        ring.owner().create("photos").put("photos", "key", "text");
        root = ring.administration();
        assumer = Temporary.assumer(ring, root, "assumer", "*");
        session = assume(Temporary.role(root, "full", "oss:*"), "DurationSeconds", "3600");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static Temporary assume(String role, String... more) {
        return Temporary.of(Temporary.assume(assumer, role, more));
    }

    @ParameterizedTest
    @EnumSource(value = Call.Signing.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void everyStyleOfSignatureTakesTheToken(Call.Signing signing) {
        assertThat(session.client(ring)
                        .object(GET, "photos", "key")
                        .signing(signing)
                        .send()
                        .text())
                .isEqualTo("text");
        assertThat(session.client(ring)
                        .object(PUT, "photos", "by-" + signing)
                        .signing(signing)
                        .body("mine")
                        .send()
                        .outcome())
                .isEqualTo("200");
        Client without = ring.client(session.accessKeyId(), session.secret());
        assertThat(without.object(GET, "photos", "key").signing(signing).send().outcomeWithEc())
                .isEqualTo("403 InvalidAccessKeyId 0002-00000003");
        Client wrongSecret = ring.client(session.accessKeyId(), "wrong", Optional.of(session.token()));
        assertThat(wrongSecret
                        .object(GET, "photos", "key")
                        .signing(signing)
                        .send()
                        .outcome())
                .isEqualTo("403 SignatureDoesNotMatch");
    }

    @Test
    void twoClientsSendTheTokenOfVersionOneInAHeaderThatIsNotSigned() {
        Client without = ring.client(session.accessKeyId(), session.secret());
        assertThat(without.object(GET, "photos", "key")
                        .signing(Call.Signing.V1)
                        .header("security-token", session.token())
                        .send()
                        .text())
                .isEqualTo("text");
        Temporary other = assume(Temporary.role(root, "other-session", "oss:*"));
        assertThat(without.object(GET, "photos", "key")
                        .signing(Call.Signing.V1)
                        .header("security-token", other.token())
                        .send()
                        .outcomeWithEc())
                .isEqualTo("403 AccessKeyIdAndSecurityTokenNotMatch 0002-00000004");
    }

    @Test
    void aSignatureOfVersionTwoTakesTheToken() throws GeneralSecurityException {
        String date = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                .withZone(ZoneOffset.UTC)
                .format(ring.clock().instant());
        String text = "GET\n\n\n" + date + "\nx-oss-date:" + date + "\nx-oss-security-token:" + session.token()
                + "\n\n%2Fphotos%2Fkey";
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(session.secret().getBytes(UTF_8), "HmacSHA256"));
        String signature = Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
        assertThat(ring.anonymous()
                        .object(GET, "photos", "key")
                        .header("x-oss-date", date)
                        .header("x-oss-security-token", session.token())
                        .header(
                                "authorization",
                                "OSS2 AccessKeyId:" + session.accessKeyId() + ",Signature:" + signature)
                        .send()
                        .text())
                .isEqualTo("text");
    }

    @Test
    void formsTakeTheToken() {
        String policy = Form.policy(ring.clock().instant());
        assertThat(post(new Form().signed(session.accessKeyId(), session.secret(), policy), session.token()))
                .isEqualTo("204");
        assertThat(post(
                        new Form()
                                .signedV4(
                                        session.accessKeyId(),
                                        session.secret(),
                                        policy,
                                        ring.clock().instant()),
                        session.token()))
                .isEqualTo("204");
        assertThat(post(new Form().signed(session.accessKeyId(), session.secret(), policy), "bm8="))
                .isEqualTo(INVALID);
        assertThat(post(new Form().signed("LTAIowner", "owner-secret", policy), session.token()))
                .isEqualTo("403 AccessKeyIdAndSecurityTokenNotMatch 0002-00000004");
        assertThat(ring.owner().get("photos", "form").text()).isEqualTo("of a form");
        assertThat(postWithout(new Form().signed(session.accessKeyId(), session.secret(), policy)))
                .isEqualTo("403 InvalidAccessKeyId 0002-00000003");
    }

    private static String post(Form form, String token) {
        return postWithout(form.field("x-oss-security-token", token));
    }

    private static String postWithout(Form form) {
        return ring.anonymous()
                .bucket(POST, "photos")
                .header("content-type", Form.TYPE)
                .body(form.field("key", "form").file("of a form").bytes())
                .send()
                .outcomeWithEc();
    }

    @Test
    void whatIsNoTokenOfThisServerIsRefused() {
        try (Ring elsewhere = Ring.inMemory()) {
            Administration there = elsewhere.administration();
            Temporary stranger = Temporary.of(Temporary.assume(
                    Temporary.assumer(elsewhere, there, "assumer", "*"), Temporary.role(there, "full", "oss:*")));
            assertThat(stranger.client(ring).get("photos", "key").outcomeWithEc())
                    .isEqualTo(INVALID);
        }
        assertThat(token("bm8=").get("photos", "key").outcomeWithEc()).isEqualTo(INVALID);
        assertThat(token("no token").get("photos", "key").outcomeWithEc())
                .isEqualTo("403 InvalidSecurityToken 0002-00000008");
        assertThat(token("A".repeat(20_000)).get("photos", "key").outcomeWithEc())
                .isEqualTo("403 InvalidSecurityToken 0002-00000008");
        assertThat(ring.client("LTAIowner", "owner-secret", Optional.of("bm8="))
                        .get("photos", "key")
                        .outcomeWithEc())
                .isEqualTo(INVALID);
        assertThat(ring.client("LTAInone", "secret", Optional.of(session.token()))
                        .get("photos", "key")
                        .outcome())
                .isEqualTo("403 InvalidAccessKeyId");
    }

    private static Client token(String token) {
        return ring.client(session.accessKeyId(), session.secret(), Optional.of(token));
    }

    @Test
    void aSessionEndsAtItsTimeAndWithItTheUrlsItSigned() {
        try (Ring own = Ring.inMemory()) {
            own.owner().create("photos").put("photos", "key", "text");
            Administration admin = own.administration();
            Temporary brief = Temporary.of(Temporary.assume(
                    Temporary.assumer(own, admin, "assumer", "*"),
                    Temporary.role(admin, "full", "oss:*"),
                    "DurationSeconds",
                    "900"));
            own.clock().advance(Duration.ofSeconds(800));
            assertThat(brief.client(own).get("photos", "key").text()).isEqualTo("text");
            Call url = brief.client(own).object(GET, "photos", "key").signing(Call.Signing.V4_URL);
            own.clock().advance(Duration.ofSeconds(120));
            assertThat(url.send().outcomeWithEc()).isEqualTo("403 SecurityTokenExpired 0002-00000007");
            assertThat(brief.client(own).get("photos", "key").outcomeWithEc())
                    .isEqualTo("403 SecurityTokenExpired 0002-00000007");
            assertThat(brief.client(own).head("photos", "key").outcomeWithEc())
                    .isEqualTo("403 SecurityTokenExpired 0002-00000007");
            assertThat(brief.administration(own)
                            .call(Administration.STS, "GetCallerIdentity")
                            .outcome())
                    .isEqualTo("400 InvalidSecurityToken.Expired");
        }
    }

    @Test
    void aSessionsPolicyBoundsWhatItsRoleMay() {
        String role = Temporary.role(root, "bounded", "oss:*");
        Client bounded =
                assume(role, "Policy", Temporary.allow("oss:PutBucket")).client(ring);
        assertThat(bounded.bucket(PUT, "made-by-session").send().outcome()).isEqualTo("200");
        ring.owner().put("made-by-session", "key", "text");
        ring.owner()
                .bucket(PUT, "made-by-session")
                .with("acl")
                .header("x-oss-acl", "public-read")
                .send();
        List<Answer> refused = List.of(
                bounded.service(GET).send(),
                bounded.bucket(GET, "made-by-session").send(),
                bounded.bucket(GET, "made-by-session").with("acl").send(),
                bounded.bucket(GET, "made-by-session").with("lifecycle").send(),
                bounded.bucket(GET, "made-by-session").with("bucketInfo").send(),
                bounded.bucket(PUT, "made-by-session")
                        .with("versioning")
                        .body("<V/>")
                        .send(),
                bounded.bucket(DELETE, "made-by-session").send(),
                bounded.get("made-by-session", "key"),
                bounded.head("made-by-session", "key"),
                bounded.put("made-by-session", "other", "text"),
                bounded.delete("made-by-session", "key"),
                bounded.object(POST, "made-by-session", "key").with("uploads").send(),
                bounded.object(HEAD, "made-by-session", "key")
                        .with("objectMeta")
                        .send());
        for (Answer answer : refused) {
            assertThat(answer.outcomeWithEc()).isEqualTo(BY_SESSION);
            assertThat(answer.element("Message")).contains("Access denied by authorizer's policy.");
        }
        assertThat(ring.owner().get("made-by-session", "key").text()).isEqualTo("text");
        assertThat(ring.owner().get("made-by-session", "other").status()).isEqualTo(404);
    }

    @Test
    void aSessionsPolicyGivesNothingThatItsRoleHasNot() {
        String role = Temporary.role(root, "only-get", "oss:GetObject");
        Client wide = assume(role, "Policy", Temporary.allow("oss:*")).client(ring);
        assertThat(wide.get("photos", "key").text()).isEqualTo("text");
        assertThat(wide.put("photos", "wide", "text").outcomeWithEc()).isEqualTo("403 AccessDenied 0003-00000001");
        String deny = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"},"
                + "{\"Effect\":\"Deny\",\"Action\":\"oss:GetObject\",\"Resource\":\"acs:oss:*:*:photos/key\"}]}";
        assertThat(assume(role, "Policy", deny)
                        .client(ring)
                        .get("photos", "key")
                        .outcomeWithEc())
                .isEqualTo(BY_SESSION);
    }

    @Test
    void aDetachedPolicyCountsFromTheNextRequestOn() {
        String role = Temporary.role(root, "detached", "oss:GetObject");
        Client client = assume(role).client(ring);
        assertThat(client.get("photos", "key").text()).isEqualTo("text");
        root.succeed(
                Administration.RAM,
                "DetachPolicyFromRole",
                "PolicyType",
                "Custom",
                "PolicyName",
                "detached",
                "RoleName",
                "detached");
        assertThat(client.get("photos", "key").outcomeWithEc()).isEqualTo("403 AccessDenied 0003-00000001");
    }

    @Test
    void sessionsEndWithTheirRole() {
        String role = Temporary.role(root, "short-lived");
        Temporary ended = assume(role);
        assertThat(ended.client(ring).get("photos", "key").outcome()).isEqualTo("403 AccessDenied");
        root.succeed(Administration.RAM, "DeleteRole", "RoleName", "short-lived");
        assertThat(ended.client(ring).get("photos", "key").outcomeWithEc()).isEqualTo(INVALID);
        Temporary.role(root, "short-lived", "oss:*");
        assertThat(ended.client(ring).get("photos", "key").outcomeWithEc()).isEqualTo(INVALID);
        assertThat(ended.administration(ring)
                        .call(Administration.STS, "GetCallerIdentity")
                        .outcome())
                .isEqualTo("400 InvalidSecurityToken.Malformed");
    }

    @Test
    void aBucketsPolicyCanNameASession() {
        String role = Temporary.role(root, "guest");
        Client anna = assume(role).client(ring);
        Client bert = assume(role, "RoleSessionName", "bert").client(ring);
        ring.owner().create("shared").put("shared", "key", "text");
        assertThat(anna.get("shared", "key").outcome()).isEqualTo("403 AccessDenied");
        assertThat(ring.owner()
                        .bucket(PUT, "shared")
                        .with("policy")
                        .body("{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"oss:GetObject\","
                                + "\"Principal\":[\"arn:sts::" + root.account()
                                + ":assumed-role/guest/anna\"],\"Resource\":\"acs:oss:*:*:shared/*\"}]}")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(anna.get("shared", "key").text()).isEqualTo("text");
        assertThat(bert.get("shared", "key").outcome()).isEqualTo("403 AccessDenied");
        Client bounded =
                assume(role, "Policy", Temporary.allow("oss:PutObject")).client(ring);
        assertThat(bounded.get("shared", "key").outcomeWithEc()).isEqualTo(BY_SESSION);
    }

    @Test
    void aBucketThatASessionMakesBelongsToTheAccountOfItsRole() {
        Administration others = ring.administration("LTAIother", "other-secret");
        String role = Temporary.trusting(others, "for-the-first", Temporary.principal(root.account()), "oss:*");
        Client abroad = assume(role).client(ring);
        assertThat(abroad.bucket(PUT, "made-abroad").send().outcome()).isEqualTo("200");
        assertThat(abroad.put("made-abroad", "key", "text").outcome()).isEqualTo("200");
        assertThat(ring.other().get("made-abroad", "key").text()).isEqualTo("text");
        assertThat(ring.owner().get("made-abroad", "key").outcome()).isEqualTo("403 AccessDenied");
        assertThat(abroad.get("photos", "key").outcome()).isEqualTo("403 AccessDenied");
    }
}
