package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CORS rules: kept and given back, and told of with every answer. */
@Covers({"PutBucketCors", "GetBucketCors", "DeleteBucketCors"})
class BucketCorsTest {
    static final String RULES = """
            <CORSConfiguration>
              <CORSRule>
                <AllowedOrigin>http://www.a.com</AllowedOrigin>
                <AllowedOrigin>https://*.b.com</AllowedOrigin>
                <AllowedMethod>PUT</AllowedMethod>
                <AllowedMethod>GET</AllowedMethod>
                <AllowedHeader>x-oss-*</AllowedHeader>
                <AllowedHeader> Authorization</AllowedHeader>
                <ExposeHeader>ETag</ExposeHeader>
                <ExposeHeader>x-oss-request-id</ExposeHeader>
                <MaxAgeSeconds>100</MaxAgeSeconds>
              </CORSRule>
              <CORSRule>
                <AllowedOrigin>*</AllowedOrigin>
                <AllowedMethod>HEAD</AllowedMethod>
                <AllowedMethod>GET</AllowedMethod>
              </CORSRule>
            </CORSConfiguration>""";

    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner();
        owner.create("shared").put("shared", "key", "text");
        assertThat(put("shared", RULES).outcome()).isEqualTo("200");
        owner.create("plain").put("plain", "key", "text");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static Answer put(String bucket, String document) {
        return owner.bucket(PUT, bucket).with("cors").body(document).send();
    }

    private static String rule(String children) {
        return "<CORSConfiguration><CORSRule>" + children + "</CORSRule></CORSConfiguration>";
    }

    private static Answer get(String bucket) {
        return owner.bucket(GET, bucket).with("cors").send();
    }

    @Test
    void rulesComeBackAndGo() {
        owner.create("kept");
        Answer none = get("kept");
        assertThat(none.outcome()).isEqualTo("404 NoSuchCORSConfiguration");
        assertThat(none.element("Message")).contains("The CORS Configuration does not exist.");
        assertThat(put("kept", RULES).outcome()).isEqualTo("200");
        assertThat(get("kept").text())
                .endsWith("<CORSConfiguration><CORSRule><AllowedOrigin>http://www.a.com</AllowedOrigin>"
                        + "<AllowedOrigin>https://*.b.com</AllowedOrigin><AllowedMethod>PUT</AllowedMethod>"
                        + "<AllowedMethod>GET</AllowedMethod><AllowedHeader>x-oss-*</AllowedHeader>"
                        + "<AllowedHeader>Authorization</AllowedHeader><ExposeHeader>ETag</ExposeHeader>"
                        + "<ExposeHeader>x-oss-request-id</ExposeHeader><MaxAgeSeconds>100</MaxAgeSeconds></CORSRule>"
                        + "<CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>HEAD</AllowedMethod>"
                        + "<AllowedMethod>GET</AllowedMethod></CORSRule>"
                        + "<ResponseVary>false</ResponseVary></CORSConfiguration>");
        String one = rule("<AllowedOrigin>*</AllowedOrigin><AllowedMethod>POST</AllowedMethod>");
        assertThat(put("kept", one).outcome()).isEqualTo("200");
        assertThat(get("kept").text()).contains("POST").doesNotContain("a.com");
        assertThat(owner.bucket(DELETE, "kept").with("cors").send().status()).isEqualTo(204);
        assertThat(owner.bucket(DELETE, "kept").with("cors").send().status()).isEqualTo(204);
        assertThat(get("kept").outcome()).isEqualTo("404 NoSuchCORSConfiguration");
    }

    @Test
    void onlyTheOwnerSetsRules() {
        assertThat(ring.other()
                        .bucket(PUT, "shared")
                        .with("cors")
                        .body(RULES)
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(ring.anonymous().bucket(GET, "shared").with("cors").send().outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(put("no-such-bucket", RULES).outcome()).isEqualTo("404 NoSuchBucket");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<MaxAgeSeconds>-1</MaxAgeSeconds> | MaxAgeSeconds | -1",
                "<MaxAgeSeconds>soon</MaxAgeSeconds> | MaxAgeSeconds | soon",
                "<AllowedMethod>PATCH</AllowedMethod> | AllowedMethod | PATCH",
                "<AllowedMethod>OPTIONS</AllowedMethod> | AllowedMethod | OPTIONS",
                "<AllowedOrigin>www.*.abc.*.com</AllowedOrigin> | AllowedOrigin | www.*.abc.*.com",
                "<AllowedHeader>x-*-*</AllowedHeader> | AllowedHeader | x-*-*",
                "<ExposeHeader>x-oss-*</ExposeHeader> | ExposeHeader | x-oss-*",
                "<ExposeHeader>a b</ExposeHeader> | ExposeHeader | a b",
            })
    void aBadValueIsNamed(String element, String name, String value) {
        String valid = "<AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod>";
        Answer answer = put("plain", rule(valid + element));
        assertThat(answer.outcome()).isEqualTo("400 InvalidArgument");
        assertThat(answer.element("ArgumentName")).contains(name);
        assertThat(answer.element("ArgumentValue")).contains(value);
        assertThat(get("plain").outcome()).isEqualTo("404 NoSuchCORSConfiguration");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<CORSConfiguration/>",
                "<CORSConfiguration><CORSRule></CORSConfiguration>",
                "<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin></CORSRule></CORSConfiguration>",
                "<CORSConfiguration><CORSRule><AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>",
                "<Other/>"
            })
    void aDocumentWithoutRulesIsMalformed(String document) {
        assertThat(put("plain", document).outcome()).isEqualTo("400 MalformedXML");
        assertThat(get("plain").outcome()).isEqualTo("404 NoSuchCORSConfiguration");
    }

    @Test
    void thereAreTwentyRulesAtMost() {
        owner.create("many");
        String one = "<CORSRule><AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod></CORSRule>";
        assertThat(put("many", "<CORSConfiguration>" + one.repeat(21) + "</CORSConfiguration>")
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(get("many").outcome()).isEqualTo("404 NoSuchCORSConfiguration");
        assertThat(put("many", "<CORSConfiguration>" + one.repeat(20) + "</CORSConfiguration>")
                        .outcome())
                .isEqualTo("200");
        assertThat(put("many", "<CORSConfiguration>" + " ".repeat(17 * 1024) + one + "</CORSConfiguration>")
                        .outcome())
                .isEqualTo("400 EntityTooLarge");
    }

    @Test
    void anAnswerTellsWhoMayReadIt() {
        Answer answer = owner.object(GET, "shared", "key")
                .header("Origin", "http://www.a.com")
                .send();
        assertThat(answer.text()).isEqualTo("text");
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("http://www.a.com");
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("PUT, GET");
        assertThat(answer.header("Access-Control-Allow-Headers")).contains("x-oss-*, Authorization");
        assertThat(answer.header("Access-Control-Expose-Headers")).contains("ETag, x-oss-request-id");
        assertThat(answer.header("Access-Control-Max-Age")).contains("100");
        assertThat(answer.header("Vary")).contains("Origin");
        Answer any = owner.object(GET, "shared", "key")
                .header("Origin", "http://www.c.com")
                .send();
        assertThat(any.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(any.header("Vary")).isEmpty();
    }

    @Test
    void aRefusalTellsWhoMayReadItToo() {
        Answer missing = owner.object(GET, "shared", "no-such-key")
                .header("Origin", "http://www.a.com")
                .send();
        assertThat(missing.outcome()).isEqualTo("404 NoSuchKey");
        assertThat(missing.header("Access-Control-Allow-Origin")).contains("http://www.a.com");
        Answer head = owner.object(HEAD, "shared", "no-such-key")
                .header("Origin", "http://www.a.com")
                .send();
        assertThat(head.outcome()).isEqualTo("404 NoSuchKey");
        assertThat(head.header("Access-Control-Allow-Origin")).contains("*");
        Answer denied = ring.anonymous()
                .object(PUT, "shared", "key")
                .header("Origin", "http://www.a.com")
                .body("other")
                .send();
        assertThat(denied.outcome()).isEqualTo("403 AccessDenied");
        assertThat(denied.header("Access-Control-Allow-Origin")).contains("http://www.a.com");
        Answer tooFar = owner.object(GET, "shared", "key")
                .header("Origin", "http://www.a.com")
                .header(
                        "If-None-Match",
                        owner.get("shared", "key").header("ETag").orElseThrow())
                .send();
        assertThat(tooFar.status()).isEqualTo(304);
        assertThat(tooFar.header("Access-Control-Allow-Origin")).contains("http://www.a.com");
    }

    @Test
    void nothingIsToldWithoutARule() {
        Answer noOrigin = owner.get("shared", "key");
        assertThat(noOrigin.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(noOrigin.header("Vary")).isEmpty();
        Answer noRule = owner.object(DELETE, "shared", "no-such-key")
                .header("Origin", "http://www.a.com")
                .send();
        assertThat(noRule.status()).isEqualTo(204);
        assertThat(noRule.header("Access-Control-Allow-Origin")).isEmpty();
        Answer noRules = owner.object(GET, "plain", "key")
                .header("Origin", "http://www.a.com")
                .send();
        assertThat(noRules.header("Access-Control-Allow-Origin")).isEmpty();
        Answer unknownSender = ring.client("LTAInobody", "wrong")
                .object(GET, "shared", "key")
                .header("Origin", "http://www.a.com")
                .send();
        assertThat(unknownSender.outcome()).isEqualTo("403 InvalidAccessKeyId");
        assertThat(unknownSender.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void varyCanBeToldAlways() {
        owner.create("varied").put("varied", "key", "text");
        String document = rule("<AllowedOrigin>*</AllowedOrigin><AllowedMethod>GET</AllowedMethod>")
                .replace("</CORSConfiguration>", "<ResponseVary>true</ResponseVary></CORSConfiguration>");
        assertThat(put("varied", document).outcome()).isEqualTo("200");
        assertThat(get("varied").element("ResponseVary")).contains("true");
        assertThat(owner.get("varied", "key").header("Vary")).contains("Origin");
        assertThat(owner.get("varied", "no-such-key").header("Vary")).contains("Origin");
        Answer any = owner.object(GET, "varied", "key")
                .header("Origin", "http://www.a.com")
                .send();
        assertThat(any.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(any.fields().stream().filter(field -> field.startsWith("Vary")))
                .containsExactly("Vary: Origin");
    }

    @Test
    void rulesOutliveTheirObjectsAndAreGoneWithTheBucket() {
        owner.create("gone");
        put("gone", RULES);
        assertThat(owner.bucket(DELETE, "gone").send().status()).isEqualTo(204);
        owner.create("gone");
        assertThat(get("gone").outcome()).isEqualTo("404 NoSuchCORSConfiguration");
    }
}
