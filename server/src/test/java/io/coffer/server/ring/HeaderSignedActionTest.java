package io.coffer.server.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.Method;
import io.coffer.protocol.signature.Acs3Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Actions named in headers and signed with ACS3-HMAC-SHA256: what the newer clients send, and every way to forge it. */
class HeaderSignedActionTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String RAM = "2015-05-01";
    private static final String STS = "2015-04-01";
    private static Ring ring;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static int port() {
        return ring.administration().endpoint().getPort();
    }

    private static HeaderSignedCall call(String version, String action) {
        return new HeaderSignedCall(port(), ring.clock().instant(), version, action);
    }

    private static HeaderSignedCall createUser(String name) {
        return call(RAM, "CreateUser").query("Comments=&UserName=" + name);
    }

    private static Answer send(HeaderSignedCall call) {
        return call.sign("LTAIowner", "owner-secret").send();
    }

    private static JsonNode ok(HeaderSignedCall call) {
        Answer answer = send(call);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return JSON.readTree(answer.text());
    }

    private static void refused(Answer answer, int status, String code) {
        assertThat(answer.header("content-type")).contains("application/json;charset=utf-8");
        JsonNode error = JSON.readTree(answer.text());
        assertThat(answer.status() + " " + error.path("Code").asString(""))
                .as(answer.text())
                .isEqualTo(status + " " + code);
        assertThat(error.path("Message").asString("")).isNotEmpty();
        assertThat(error.path("HostId").asString("")).endsWith(":" + port());
        assertThat(answer.header("x-acs-request-id"))
                .contains(error.path("RequestId").asString(""));
    }

    private static boolean exists(String user) {
        return send(call(RAM, "GetUser").query("UserName=" + user)).status() == 200;
    }

    private static String newName() {
        return "user" + UUID.randomUUID().toString().substring(0, 8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void parametersOfTheQuery(String method) {
        String name = newName();
        JsonNode user =
                ok(createUser(name + "&DisplayName=a%20b%2A%7E%2B&MobilePhone=").method(Method.valueOf(method)));
        assertThat(user.at("/User/UserName").asString()).isEqualTo(name);
        assertThat(user.at("/User/DisplayName").asString()).isEqualTo("a b*~+");
        assertThat(user.path("RequestId").asString()).matches("[0-9A-F]{24}");
    }

    @Test
    void parametersOfAFormAndOfTheQueryTogether() {
        String name = newName();
        JsonNode user =
                ok(call(RAM, "CreateUser").query("UserName=" + name).form("DisplayName=a+b&Comments=%E4%B8%AD"));
        assertThat(user.at("/User/DisplayName").asString()).isEqualTo("a b");
        assertThat(user.at("/User/Comments").asString()).isEqualTo("\u4e2d");
    }

    @Test
    void answersJsonUnlessAskedForXml() {
        Answer json = send(call(STS, "GetCallerIdentity"));
        assertThat(json.header("content-type")).contains("application/json;charset=utf-8");
        assertThat(json.header("x-acs-request-id"))
                .contains(JSON.readTree(json.text()).path("RequestId").asString());
        Answer xml = send(call(STS, "GetCallerIdentity").query("Format=XML"));
        assertThat(xml.header("content-type")).contains("text/xml;charset=utf-8");
        assertThat(xml.element("IdentityType")).contains("Account");
    }

    @Test
    void theServiceIsChosenByTheSignedVersion() {
        refused(send(call(STS, "CreateUser").query("UserName=x")), 404, "InvalidAction.NotFound");
        refused(send(call("2015-05-02", "CreateUser").query("UserName=x")), 400, "InvalidVersion");
        assertThat(ok(call("2016-01-20", "ListKeys")).path("TotalCount").isMissingNode())
                .isFalse();
    }

    @Test
    void actionAndVersionMayStandInTheQueryAsWellWhenTheyMeanTheSame() {
        ok(call(STS, "GetCallerIdentity").query("Action=GetCallerIdentity&Version=" + STS));
        refused(send(call(STS, "GetCallerIdentity").query("Action=AssumeRole")), 400, "InvalidParameter.Action");
        refused(send(call(STS, "GetCallerIdentity").query("Version=" + RAM)), 400, "InvalidParameter.Version");
        refused(send(call(STS, "GetCallerIdentity").query("a=1&a=2")), 400, "InvalidParameter");
        refused(send(call(STS, "GetCallerIdentity").query("a=1").form("a=1")), 400, "InvalidParameter");
    }

    @Test
    void otherMethodsAreNotServed() {
        refused(send(call(STS, "GetCallerIdentity").method(Method.PUT)), 405, "UnsupportedHTTPMethod");
    }

    static Stream<Arguments> forgeries() {
        return Stream.of(
                forgery("the action", call -> call.header("x-acs-action", "DeleteUser")),
                forgery("the version", call -> call.header("x-acs-version", STS)),
                forgery(
                        "the date",
                        call -> call.header(
                                "x-acs-date", Instant.now().plusSeconds(61).toString())),
                forgery("the nonce", call -> call.header("x-acs-signature-nonce", "other")),
                forgery("the host", call -> call.header("host", "localhost:" + port())),
                forgery("a signed header of any name", call -> call.header("x-more", "2")),
                forgery(
                        "the type of the body",
                        call -> call.header("content-type", "application/x-www-form-urlencoded; charset=utf-8")),
                forgery("a value of the query", call -> call.query("DisplayName=other")),
                forgery("a parameter more", call -> call.query("DisplayName=shown&Email=a")),
                forgery("a parameter without text more", call -> call.query("DisplayName=shown&Email=")),
                forgery("a parameter less", call -> call.query("")),
                forgery("the method", call -> call.method(Method.GET)),
                forgery("body and hash", call -> call.body("UserName=eve")));
    }

    private static Arguments forgery(String what, UnaryOperator<HeaderSignedCall> change) {
        return Arguments.of(what, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void aForgedRequestIsRefused(String what, UnaryOperator<HeaderSignedCall> change) {
        String name = newName();
        HeaderSignedCall signed = call(RAM, "CreateUser")
                .query("DisplayName=shown")
                .form("UserName=" + name)
                .header("x-more", "1")
                .sign("LTAIowner", "owner-secret");
        Answer answer = change.apply(signed).send();
        refused(answer, 400, "SignatureDoesNotMatch");
        assertThat(exists(name)).as(what).isFalse();
        assertThat(exists("eve")).isFalse();
    }

    @Test
    void theBodyMustHaveTheSignedHash() {
        String name = newName();
        HeaderSignedCall signed =
                call(RAM, "CreateUser").form("UserName=" + name).sign("LTAIowner", "owner-secret");
        refused(signed.forgeBody("UserName=eve").send(), 400, "InvalidParameter.ContentSha256");
        refused(signed.forgeBody("").send(), 400, "InvalidParameter.ContentSha256");
        refused(
                send(call(RAM, "CreateUser").form("UserName=" + name).header("x-acs-content-sha256", "UNSIGNED")),
                400,
                "InvalidParameter.ContentSha256");
        String upperCase = Acs3Signature.bodySha256(new byte[0]).toUpperCase(Locale.ROOT);
        refused(
                send(createUser(name).header("x-acs-content-sha256", upperCase)),
                400,
                "InvalidParameter.ContentSha256");
        assertThat(exists(name) || exists("eve")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-acs-action",
                "x-acs-version",
                "x-acs-date",
                "x-acs-signature-nonce",
                "x-acs-content-sha256",
                "x-acs-security-token",
                "x-acs-anything",
                "content-type"
            })
    void whatMattersMustBeSigned(String header) {
        String name = newName();
        HeaderSignedCall call = call(RAM, "CreateUser")
                .form("UserName=" + name)
                .header("x-acs-security-token", "token")
                .header("x-acs-anything", "1")
                .unsigned(header);
        refused(send(call), 400, "IncompleteSignature");
        assertThat(exists(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "x-acs-action, MissingAction",
        "x-acs-version, MissingVersion",
        "x-acs-date, MissingTimestamp",
        "x-acs-signature-nonce, MissingSignatureNonce",
        "x-acs-content-sha256, MissingContentSha256"
    })
    void whatMattersMustBeThere(String header, String code) {
        String name = newName();
        refused(send(createUser(name).without(header)), 400, code);
        refused(send(createUser(name).header(header, "")), 400, code);
        assertThat(exists(name)).isFalse();
    }

    @Test
    void aSignedHeaderMustStandThereOnce() {
        String name = newName();
        HeaderSignedCall missing = createUser(name).header("x-more", "1").sign("LTAIowner", "owner-secret");
        refused(missing.without("x-more").send(), 400, "IncompleteSignature");
        refused(send(createUser(name).line("x-acs-action: DeleteUser")), 400, "InvalidParameter");
        refused(send(createUser(name).line("X-Acs-Date: 2026-11-22T12:00:00Z")), 400, "InvalidParameter");
        refused(send(createUser(name).line("authorization: ACS3-HMAC-SHA256 x")), 400, "InvalidParameter");
        refused(send(createUser(name).line("x-acs-signature-type: BEARERTOKEN")), 400, "IncompleteSignature");
        assertThat(exists(name)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ACS3-HMAC-SM3 Credential=LTAIowner,SignedHeaders=host,Signature=a | InvalidParameter.SignatureMethod",
                "ACS3-RSA-SHA256 Credential=LTAIowner,SignedHeaders=host,Signature=a | InvalidParameter.SignatureMethod",
                "ACS4-HMAC-SHA256 Credential=LTAIowner,SignedHeaders=host,Signature=a | InvalidParameter.SignatureMethod",
                "acs LTAIowner:abc= | InvalidParameter.SignatureMethod",
                "ACS3-HMAC-SHA256 | IncompleteSignature",
                "ACS3-HMAC-SHA256 Credential=LTAIowner,Signature=a | IncompleteSignature",
                "ACS3-HMAC-SHA256 Credential=LTAIowner,SignedHeaders=host;host,Signature=a | IncompleteSignature"
            })
    void otherSchemesAndMalformedOnesAreRefused(String authorization, String code) {
        refused(createUser("x").header("authorization", authorization).send(), 400, code);
    }

    @Test
    void withoutASignatureNothingIsServed() {
        refused(createUser("x").send(), 400, "MissingAccessKeyId");
    }

    @Test
    void aRequestCountsOnce() {
        String name = newName();
        HeaderSignedCall call = createUser(name).sign("LTAIowner", "owner-secret");
        assertThat(call.send().status()).isEqualTo(200);
        refused(call.send(), 400, "SignatureNonceUsed");
        refused(
                send(createUser(name).header("x-acs-signature-nonce", "n".repeat(129))),
                400,
                "InvalidParameter.SignatureNonce");
    }

    @Test
    void theDateIsOfNow() {
        Instant now = ring.clock().instant();
        for (Duration away : new Duration[] {Duration.ofMinutes(-16), Duration.ofMinutes(16)}) {
            refused(
                    send(new HeaderSignedCall(port(), now.plus(away), STS, "GetCallerIdentity")),
                    400,
                    "InvalidTimeStamp.Expired");
        }
        ok(new HeaderSignedCall(port(), now.minus(Duration.ofMinutes(14)), STS, "GetCallerIdentity"));
        ok(call(STS, "GetCallerIdentity").header("x-acs-date", now.toString()));
        refused(send(call(STS, "GetCallerIdentity").header("x-acs-date", "today")), 400, "InvalidTimeStamp.Format");
    }

    @Test
    void keysThatDoNotCount() {
        refused(createUser("x").sign("LTAIunknown", "owner-secret").send(), 404, "InvalidAccessKeyId.NotFound");
        Answer wrong = createUser("x").sign("LTAIowner", "other-secret").send();
        refused(wrong, 400, "SignatureDoesNotMatch");
        assertThat(JSON.readTree(wrong.text()).path("Message").asString())
                .startsWith("Specified signature is not matched with our calculation. "
                        + "server string to sign is:POST\n/\nComments=&UserName=x\nhost:127.0.0.1:" + port()
                        + "\nx-acs-action:CreateUser\n");
        String name = newName();
        ok(createUser(name));
        JsonNode key =
                ok(call(RAM, "CreateAccessKey").query("UserName=" + name)).path("AccessKey");
        String id = key.path("AccessKeyId").asString();
        String secret = key.path("AccessKeySecret").asString();
        refused(call(RAM, "ListUsers").sign(id, secret).send(), 403, "NoPermission");
        assertThat(call(STS, "GetCallerIdentity").sign(id, secret).send().text())
                .contains("user/" + name);
        ok(call(RAM, "UpdateAccessKey").query("UserName=" + name + "&UserAccessKeyId=" + id + "&Status=Inactive"));
        refused(call(STS, "GetCallerIdentity").sign(id, secret).send(), 403, "InvalidAccessKeyId.Inactive");
    }

    @Test
    void aKeyThatTakesNoTokenIsRefusedWithOne() {
        refused(
                send(call(STS, "GetCallerIdentity").header("x-acs-security-token", "token")),
                400,
                "InvalidSecurityToken.MismatchWithAccessKey");
    }

    @Test
    void bodiesAreFormsAndBounded() {
        HeaderSignedCall json = call(RAM, "CreateUser").body("{}").header("content-type", "application/json");
        refused(send(json), 415, "UnsupportedMediaType");
        refused(send(call(RAM, "CreateUser").body("UserName=x")), 415, "UnsupportedMediaType");
        refused(send(call(RAM, "CreateUser").form("UserName=%zz")), 400, "InvalidParameter");
        refused(send(call(RAM, "CreateUser").form("UserName=" + "x".repeat(128 * 1024))), 413, "RequestEntityTooLarge");
    }

    @Test
    void theStringToSignOfALargeRequestIsCut() {
        Answer answer = call(RAM, "CreatePolicy")
                .form("PolicyDocument=" + "%22".repeat(40_000))
                .send();
        refused(answer, 400, "MissingAccessKeyId");
        String parameters = "AccessKeyId=LTAIowner&Signature=a&SignatureNonce=a&SignatureMethod=HMAC-SHA1"
                + "&SignatureVersion=1.0&Timestamp=" + ring.clock().instant();
        Answer rpc = call(RAM, "CreatePolicy")
                .query(parameters)
                .form("PolicyDocument=" + "%22".repeat(40_000))
                .send();
        refused(rpc, 400, "SignatureDoesNotMatch");
        assertThat(rpc.text()).hasSizeLessThan(17 * 1024).contains("server string to sign is:POST&%2F&AccessKeyId%3D");
    }
}
