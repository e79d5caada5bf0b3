package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static io.coffer.server.ring.Administration.COFFER;
import static io.coffer.server.ring.RamUser.allow;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What refusals tell their callers, and what they tell those who may decode them. */
class ExplainedRefusalTest {
    private static final String MESSAGE = "EncodedDiagnosticMessage";
    private static final String INVALID = "InvalidParameter.EncodedDiagnosticMessage";

    private static Ring ring;
    private static String account;
    private static String otherAccount;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        account = ring.administration().account();
        otherAccount = other().account();
        ring.owner().create("closed");
        assertThat(ring.owner().put("closed", "k", "text").outcome()).isEqualTo("200");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static Administration other() {
        return ring.administration("LTAIother", "other-secret");
    }

    @Test
    void anImplicitDenyCarriesItsDetail() {
        Client user = user("implicit", allow("oss:GetObject", "acs:oss:*:*:elsewhere/*"));
        Answer refused = user.get("closed", "k");
        assertThat(refused.outcomeWithEc()).isEqualTo("403 AccessDenied 0003-00000001");
        assertThat(refused.element("PolicyType")).contains("AccountLevelIdentityBasedPolicy");
        assertThat(refused.element("AuthPrincipalOwnerId")).contains(account);
        assertThat(refused.element("AuthPrincipalType")).contains("SubUser");
        assertThat(refused.element("AuthPrincipalDisplayName")).contains(userId("implicit"));
        assertThat(refused.element("NoPermissionType")).contains("ImplicitDeny");
        assertThat(refused.element("AuthAction")).contains("oss:GetObject");
        assertThat(refused.element("Bucket")).contains("closed");
        assertThat(refused.element("User")).contains(userId("implicit"));
        assertThat(refused.text())
                .doesNotContain("elsewhere")
                .containsSubsequence(
                        "<HostId>",
                        "<AccessDeniedDetail><PolicyType>",
                        "</AccessDeniedDetail><Bucket>",
                        "<User>",
                        "<EC>");
        assertThat(refused.body().length).isLessThanOrEqualTo(4096);

        Administration.Reply decoded = decode(ring.administration(), refused);
        assertThat(decoded.status()).as(decoded.body().toString()).isEqualTo(200);
        String at = "/DecodedDiagnosticMessage";
        assertThat(decoded.text(at + "/ExplicitDeny")).isEqualTo("false");
        assertThat(decoded.text(at + "/NoPermissionPolicyType")).isEqualTo("AccountLevelIdentityBasedPolicy");
        assertThat(decoded.text(at + "/AuthAction")).isEqualTo("oss:GetObject");
        assertThat(decoded.text(at + "/AuthResource")).isEqualTo("acs:oss:cn-hangzhou:" + account + ":closed/k");
        assertThat(decoded.text(at + "/AuthPrincipal/AuthPrincipalType")).isEqualTo("SubUser");
        assertThat(decoded.text(at + "/RequestId")).isEqualTo(requestId(refused));
        assertThat(decoded.body().at(at + "/AuthConditions").toString())
                .contains("{\"ConditionKey\":\"acs:SourceIp\",\"ConditionValues\":[\"127.0.0.1\"]}");
        assertThat(decoded.body().at(at + "/Findings").toString())
                .contains("\"Policy\":\"implicit\"", "\"Holder\":\"user/implicit\"", "\"Decision\":\"NearlyAllow\"")
                .contains("acs:oss:*:*:elsewhere/*");
    }

    @Test
    void anExplicitDenyNamesItsStatement() {
        Client user = user("explicit", """
                {"Version": "1", "Statement": [
                  {"Effect": "Allow", "Action": "oss:*", "Resource": "*"},
                  {"Effect": "Deny", "Action": "oss:PutObject", "Resource": "acs:oss:*:*:closed/*"}]}""");
        Answer refused = user.put("closed", "new", "text");
        assertThat(refused.outcomeWithEc()).isEqualTo("403 AccessDenied 0003-00000201");
        assertThat(refused.element("NoPermissionType")).contains("ExplicitDeny");
        Administration.Reply decoded = decode(ring.administration(), refused);
        assertThat(decoded.body()
                        .at("/DecodedDiagnosticMessage/MatchedPolicies")
                        .toString())
                .isEqualTo("[{\"AttachedEntityType\":\"RamUser\",\"AttachedScope\":\"Account\",\"Effect\":\"Deny\","
                        + "\"PolicyIdentifier\":\"explicit\",\"PolicyType\":\"Custom\"}]");
        assertThat(decoded.text("/DecodedDiagnosticMessage/Findings/0/Statement"))
                .isEqualTo("2");
    }

    @Test
    void aRefusalWithoutABodyCarriesItInItsHeader() {
        Client user = user("headless", allow("oss:PutObject", "*"));
        Answer refused = user.head("closed", "k");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.element("NoPermissionType")).contains("ImplicitDeny");
        assertThat(decode(ring.administration(), refused).status()).isEqualTo(200);
    }

    @Test
    void onlyUsersAndRolesAreTold() {
        assertThat(ring.anonymous().get("closed", "k").element("AccessDeniedDetail"))
                .isEmpty();
        assertThat(ring.anonymous().get("closed", "k").text()).doesNotContain("AccessDeniedDetail", MESSAGE);
        Answer root = ring.other().get("closed", "k");
        assertThat(root.status()).isEqualTo(403);
        assertThat(root.text()).doesNotContain("AccessDeniedDetail", MESSAGE);
        Client wrong = ring.client(RamUser.named(ring, "wrong-secret").accessKeyId(), "wrong");
        assertThat(wrong.get("closed", "k").text())
                .contains("SignatureDoesNotMatch")
                .doesNotContain("AccessDeniedDetail");
    }

    @Test
    void othersAreRefusedAsGarbageIs() {
        Client user = user("garbage", allow("oss:PutObject", "*"));
        Answer refused = user.get("closed", "k");
        String message = refused.element(MESSAGE).orElseThrow();
        for (String text : new String[] {message.substring(0, 100), message.replace('A', 'B'), "x", "AQ=="}) {
            assertThat(ring.administration()
                            .call(Administration.RAM, "DecodeDiagnosticMessage", MESSAGE, text)
                            .text("/Code"))
                    .isEqualTo(INVALID);
        }
        Administration.Reply stranger = other().call(Administration.RAM, "DecodeDiagnosticMessage", MESSAGE, message);
        Administration.Reply garbage = other().call(Administration.RAM, "DecodeDiagnosticMessage", MESSAGE, "x");
        assertThat(stranger.text("/Code")).isEqualTo(INVALID);
        assertThat(stranger.text("/Message")).isEqualTo(garbage.text("/Message"));
        Administration ownself = administration("without-decode", allow("oss:*", "*"));
        assertThat(decode(ownself, refused).text("/Code")).isEqualTo("NoPermission");
        assertThat(decode(administration("with-decode", allow("ram:DecodeDiagnosticMessage", "*")), refused)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void eachAccountSeesItsOwnSide() {
        ring.owner().create("guarded");
        assertThat(ring.owner()
                        .bucket(PUT, "guarded")
                        .with("policy")
                        .body("""
                {"Version": "1", "Statement": [{"Effect": "Deny", "Action": ["oss:GetObject"],
                  "Principal": ["%s"], "Resource": ["acs:oss:*:*:guarded/secret-prefix*", "acs:oss:*:*:guarded/k"]}]}
                """.formatted("*"))
                        .send()
                        .outcome())
                .isEqualTo("200");
        Client foreign = RamUser.named(ring, other(), "foreign")
                .with(allow("oss:PutObject", "acs:oss:*:*:their-own/*"))
                .client();
        Answer refused = foreign.get("guarded", "k");
        assertThat(refused.outcomeWithEc()).isEqualTo("403 AccessDenied 0003-00000101");
        assertThat(refused.element("PolicyType")).contains("ResourceBasedPolicy");
        assertThat(refused.element("AuthPrincipalOwnerId")).contains(otherAccount);
        assertThat(refused.text()).doesNotContain("secret-prefix");

        String ofCaller = decode(other(), refused).body().toString();
        assertThat(ofCaller).contains("another account").doesNotContain("secret-prefix", account);
        String ofOwner = decode(ring.administration(), refused).body().toString();
        assertThat(ofOwner).contains("\"Policy\":\"guarded\"").doesNotContain("their-own");
    }

    @Test
    void otherRulesExplainThemselvesToo() {
        ring.owner().create("paid");
        assertThat(ring.owner()
                        .bucket(PUT, "paid")
                        .with("requestPayment")
                        .body("<RequestPaymentConfiguration><Payer>"
                                + "Requester</Payer></RequestPaymentConfiguration>")
                        .send()
                        .outcome())
                .isEqualTo("200");
        Client foreign =
                RamUser.named(ring, other(), "payer").with(allow("oss:*", "*")).client();
        Answer refused = foreign.get("paid", "k");
        assertThat(refused.outcomeWithEc()).isEqualTo("403 AccessDenied 0003-00000703");
        assertThat(refused.element("PolicyType")).contains("BucketRequestPayment");
        assertThat(refused.element("NoPermissionType")).contains("ExplicitDeny");
        assertThat(refused.element("AuthAction")).contains("oss:GetObject");
        assertThat(decode(ring.administration(), refused).body().toString()).contains("x-oss-request-payer");
    }

    @Test
    void aMissingKeyPermissionAndADisabledKeyAreExplained() {
        String key = ring.administration()
                .call(Administration.KMS, "CreateKey", "Description", "explained")
                .text("/KeyMetadata/KeyId");
        ring.owner().create("sealed").putKmsRule("sealed", key);
        assertThat(ring.owner().put("sealed", "k", "text").outcome()).isEqualTo("200");
        Client user = user("no-key", allow("oss:*", "*"));
        Answer refused = user.get("sealed", "k");
        assertThat(refused.outcome()).isEqualTo("403 AccessDenied");
        assertThat(refused.element("AuthAction")).contains("kms:Decrypt");
        assertThat(decode(ring.administration(), refused).text("/DecodedDiagnosticMessage/AuthResource"))
                .endsWith(":key/" + key);

        ring.administration().call(Administration.KMS, "DisableKey", "KeyId", key);
        Answer disabled = ring.owner().get("sealed", "k");
        assertThat(disabled.outcome()).isEqualTo("409 KmsKeyDisabled");
        assertThat(explain(ring.administration(), disabled).body().toString())
                .contains("the master key is disabled", "EnableKey");
    }

    @Test
    void recentRequestsAreExplainedToThoseTheyConcern() {
        Answer anonymous = ring.anonymous().get("closed", "k");
        Administration.Reply reply = explain(ring.administration(), anonymous);
        assertThat(reply.text("/Explanation/Operation")).isEqualTo("GetObject");
        assertThat(reply.text("/Explanation/Outcome")).isEqualTo("AccessDenied");
        assertThat(reply.body().toString()).contains("the bucket's ACL is private");
        assertThat(explain(other(), anonymous).text("/Code")).isEqualTo("EntityNotExist.Request");

        Answer allowed = ring.owner().get("closed", "k");
        assertThat(explain(ring.administration(), allowed).text("/Explanation/Outcome"))
                .isEqualTo("Allowed");
        assertThat(explain(ring.administration(), allowed).body().toString()).contains("ownership");

        Administration.Reply unknown =
                ring.administration().call(COFFER, "ExplainRequest", "RequestId", "5A016E35CB3DB13FD2BAAB3A");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text("/Message")).contains("among the last 10000");
        assertThat(explain(administration("no-explain", allow("oss:*", "*")), allowed)
                        .text("/Code"))
                .isEqualTo("NoPermission");
    }

    @Test
    void administrationExplainsItsRefusalsAsWell() {
        Administration user = administration("administrator", allow("ram:GetUser", "*"));
        Administration.Reply refused = user.call(Administration.RAM, "CreateUser", "UserName", "made");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("/Code")).isEqualTo("NoPermission");
        assertThat(refused.text("/Message")).startsWith("You are not authorized to do this action.");
        assertThat(refused.text("/AccessDeniedDetail/AuthAction")).isEqualTo("ram:CreateUser");
        assertThat(refused.text("/AccessDeniedDetail/NoPermissionType")).isEqualTo("ImplicitDeny");
        Administration.Reply decoded = ring.administration()
                .call(
                        Administration.RAM,
                        "DecodeDiagnosticMessage",
                        MESSAGE,
                        refused.text("/AccessDeniedDetail/" + MESSAGE));
        assertThat(decoded.text("/DecodedDiagnosticMessage/AuthResource"))
                .isEqualTo("acs:ram::" + account + ":user/made");
        assertThat(ring.administration()
                        .call(COFFER, "ExplainRequest", "RequestId", refused.text("/RequestId"))
                        .text("/Explanation/Operation"))
                .isEqualTo("CreateUser");
        assertThat(user.call(COFFER, "CreateAccount").text("/AccessDeniedDetail/PolicyType"))
                .isEqualTo("RootOnly");
    }

    @Test
    void aFormThatItsPolicyForbidsIsExplainedToo() {
        RamUser former = RamUser.named(ring, "former").with(allow("oss:*", "*"));
        String policy = Form.policy(ring.clock().instant(), "[\"starts-with\",\"$key\",\"dir/\"]");
        Form form = new Form()
                .signed(former.accessKeyId(), former.secret(), policy)
                .field("key", "elsewhere")
                .file("content");
        Answer refused = ring.anonymous()
                .bucket(POST, "closed")
                .header("content-type", Form.TYPE)
                .body(form.bytes())
                .send();
        assertThat(refused.outcome()).isEqualTo("403 AccessDenied");
        assertThat(refused.element("PolicyType")).contains("PostPolicy");
        assertThat(refused.element("User")).contains(userId("former"));
        assertThat(decode(ring.administration(), refused).status()).isEqualTo(200);
    }

    @Test
    void withoutAMemoryRefusalsAreStillDecoded() {
        try (Ring forgetful = Ring.inMemory("diagnostics: {recent-requests: 0}")) {
            forgetful.owner().create("closed");
            Client user = RamUser.client(forgetful, "someone", "oss:PutObject", "*");
            Answer refused = user.get("closed", "k");
            assertThat(decode(forgetful.administration(), refused).status()).isEqualTo(200);
            Administration.Reply forgotten = explain(forgetful.administration(), refused);
            assertThat(forgotten.text("/Code")).isEqualTo("EntityNotExist.Request");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"k", "é", "\u4e2d"})
    void longKeysStayWithinTheSize(String piece) {
        String name = "long-" + (int) piece.charAt(0);
        Client user = user(name, allow("oss:GetObject", "acs:oss:*:*:" + "elsewhere".repeat(20) + "/*"));
        byte[] one = piece.getBytes(StandardCharsets.UTF_8);
        Answer refused = user.get("closed", piece.repeat(1023 / one.length));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body().length).isLessThanOrEqualTo(4096);
        assertThat(decode(ring.administration(), refused).status()).isEqualTo(200);
    }

    @Test
    void nothingSecretIsTold() {
        Client user = user("secretive", allow("oss:PutObject", "*"));
        Answer refused = user.object(GET, "closed", "k")
                .header("x-oss-meta-secret", "hush")
                .send();
        String told = decode(ring.administration(), refused).body().toString()
                + explain(ring.administration(), refused).body();
        assertThat(told).doesNotContain("hush", "owner-secret", "Signature", "authorization");
    }

    private static Administration.Reply decode(Administration administration, Answer refused) {
        return administration.call(
                Administration.RAM,
                "DecodeDiagnosticMessage",
                MESSAGE,
                refused.element(MESSAGE).orElseThrow());
    }

    private static Administration.Reply explain(Administration administration, Answer answer) {
        return administration.call(COFFER, "ExplainRequest", "RequestId", requestId(answer));
    }

    private static String requestId(Answer answer) {
        return answer.header("x-oss-request-id").orElseThrow();
    }

    private static String userId(String name) {
        return ring.administration()
                .call(Administration.RAM, "GetUser", "UserName", name)
                .text("/User/UserId");
    }

    private static Client user(String name, String policy) {
        return RamUser.named(ring, name).with(policy).client();
    }

    private static Administration administration(String name, String policy) {
        return RamUser.named(ring, name).with(policy).administration();
    }
}
