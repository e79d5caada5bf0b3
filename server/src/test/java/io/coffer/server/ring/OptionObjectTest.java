package io.coffer.server.ring;

import static io.coffer.protocol.Method.OPTIONS;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Preflights: what a browser asks before a page of another origin may send a request. */
@Covers("OptionObject")
class OptionObjectTest {
    private static final String NOT_ALLOWED = "CORSResponse: This CORS request is not allowed. This is usually because"
            + " the evalution of Origin, request method / Access-Control-Request-Method or"
            + " Access-Control-Requet-Headers are not whitelisted by the resource's CORS spec.";

    private static Ring ring;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        Client owner = ring.owner().create("shared").create("plain");
        assertThat(owner.bucket(PUT, "shared")
                        .with("cors")
                        .body(BucketCorsTest.RULES)
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static Answer preflight(String origin, String method, String headers) {
        Call call = ring.anonymous()
                .object(OPTIONS, "shared", "key")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", method);
        return (headers.isEmpty() ? call : call.header("Access-Control-Request-Headers", headers)).send();
    }

    @Test
    void aPreflightIsToldWhatItAskedFor() {
        Answer answer = preflight("http://www.a.com", "PUT", "X-Oss-Meta-A, authorization");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Access-Control-Allow-Origin")).contains("http://www.a.com");
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("PUT");
        assertThat(answer.header("Access-Control-Allow-Headers")).contains("X-Oss-Meta-A, authorization");
        assertThat(answer.header("Access-Control-Expose-Headers")).contains("ETag, x-oss-request-id");
        assertThat(answer.header("Access-Control-Max-Age")).contains("100");
        assertThat(answer.header("Vary")).contains("Origin");
    }

    @Test
    void theFirstRuleThatMatchesAnswers() {
        assertThat(preflight("https://shop.b.com", "GET", "").header("Access-Control-Allow-Origin"))
                .contains("https://shop.b.com");
        Answer any = preflight("http://www.a.com", "HEAD", "");
        assertThat(any.header("Access-Control-Allow-Origin")).contains("*");
        assertThat(any.header("Access-Control-Allow-Headers")).isEmpty();
        assertThat(any.header("Access-Control-Max-Age")).isEmpty();
        assertThat(any.header("Vary")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://www.c.com, PUT, ''",
        "http://b.com, PUT, ''",
        "https://b.com, PUT, ''",
        "http://www.a.com.evil.com, PUT, ''",
        "http://www.a.com, DELETE, ''",
        "http://www.a.com, PATCH, ''",
        "http://www.a.com, put, ''",
        "http://www.a.com, PUT, content-type",
        "http://www.c.com, GET, x-oss-meta-a",
    })
    void whatNoRuleAllowsIsForbidden(String origin, String method, String headers) {
        Answer answer = preflight(origin, method, headers);
        assertThat(answer.outcome()).isEqualTo("403 AccessForbidden");
        assertThat(answer.element("Message")).contains(NOT_ALLOWED);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void aPreflightIsForbiddenWhereNothingIsSet() {
        Call plain = ring.anonymous()
                .object(OPTIONS, "plain", "key")
                .header("Origin", "http://www.a.com")
                .header("Access-Control-Request-Method", "GET");
        assertThat(plain.send().outcome()).isEqualTo("403 AccessForbidden");
        Call service = ring.anonymous()
                .service(OPTIONS)
                .header("Origin", "http://www.a.com")
                .header("Access-Control-Request-Method", "GET");
        assertThat(service.send().outcome()).isEqualTo("403 AccessForbidden");
        Call missing = ring.anonymous()
                .object(OPTIONS, "no-such-bucket", "key")
                .header("Origin", "http://www.a.com")
                .header("Access-Control-Request-Method", "GET");
        assertThat(missing.send().outcome()).isEqualTo("404 NoSuchBucket");
    }

    @Test
    void aPreflightSaysWhoAsksForWhat() {
        Call noOrigin =
                ring.anonymous().object(OPTIONS, "shared", "key").header("Access-Control-Request-Method", "GET");
        assertThat(noOrigin.send().outcome()).isEqualTo("400 BadRequest");
        Call noMethod = ring.anonymous().object(OPTIONS, "shared", "key").header("Origin", "http://www.a.com");
        assertThat(noMethod.send().outcome()).isEqualTo("400 BadRequest");
    }

    @Test
    void aPreflightNeedsNoSignatureAndIsNotHeldToOne() {
        for (Call.Signing signing : Call.Signing.values()) {
            Call call = ring.client("LTAInobody", "wrong")
                    .object(OPTIONS, "shared", "no-such-key")
                    .signing(signing)
                    .header("Origin", "http://www.a.com")
                    .header("Access-Control-Request-Method", "PUT");
            assertThat(call.send().outcome()).as("%s", signing).isEqualTo("200");
        }
    }

    @Test
    void aPreflightIsAboutAnythingInTheBucket() {
        for (String subresource : new String[] {"uploads", "acl", "cors", "encryption"}) {
            Call object = ring.anonymous()
                    .object(OPTIONS, "shared", "key")
                    .with(subresource)
                    .header("Origin", "http://www.a.com")
                    .header("Access-Control-Request-Method", "PUT");
            assertThat(object.send().outcome()).isEqualTo("200");
        }
        Call part = ring.anonymous()
                .object(OPTIONS, "shared", "key")
                .with("partNumber", "1")
                .with("uploadId", "A")
                .header("Origin", "http://www.a.com")
                .header("Access-Control-Request-Method", "PUT");
        assertThat(part.send().outcome()).isEqualTo("200");
        Call bucket = ring.anonymous()
                .bucket(OPTIONS, "shared")
                .under(Ring.OWN_DOMAIN)
                .header("Origin", "http://www.a.com")
                .header("Access-Control-Request-Method", "GET");
        assertThat(bucket.send().outcome()).isEqualTo("200");
    }
}
