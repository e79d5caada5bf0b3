package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.HttpDates;
import io.coffer.protocol.Method;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges and conditions, on plain and on encrypted objects of several segments. */
@Covers({"GetObject", "HeadObject"})
class RangeAndConditionTest {
    private static final byte[] TEN = "0123456789".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final byte[] LARGE = new byte[300_000];

    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner().create("plain").create("sealed");
        owner.putRule("sealed", "AES256");
        new Random(1).nextBytes(LARGE);
        for (String bucket : new String[] {"plain", "sealed"}) {
            owner.put(bucket, "ten", TEN);
            owner.put(bucket, "large", LARGE);
            owner.put(bucket, "empty", new byte[0]);
        }
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,206,0",
        "bytes=2-5,206,2345",
        "bytes=0-9,206,0123456789",
        "bytes=7-,206,789",
        "bytes=-3,206,789",
        "bytes=-10,206,0123456789",
        "bytes=5-10,200,0123456789",
        "bytes=0-100,200,0123456789",
        "bytes=5-2,200,0123456789",
        "bytes=10-,200,0123456789",
        "bytes=10-20,200,0123456789",
        "bytes=-11,200,0123456789",
        "bytes=-1--1,200,0123456789",
        "'bytes=0-1,3-4',200,0123456789",
        "bytes=,200,0123456789",
        "bytes=-,200,0123456789",
        "lines=1-2,200,0123456789",
        "bytes=a-b,200,0123456789",
        "bytes=99999999999999999999-,200,0123456789",
    })
    void aRangeOutsideTheObjectGivesTheWhole(String range, int status, String content) {
        for (String bucket : new String[] {"plain", "sealed"}) {
            Answer answer =
                    owner.object(GET, bucket, "ten").header("range", range).send();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.text()).isEqualTo(content);
            assertThat(answer.header("content-range").isPresent()).isEqualTo(status == 206);
            assertThat(answer.header("accept-ranges")).contains("bytes");
            assertThat(answer.header("x-oss-hash-crc64ecma"))
                    .isEqualTo(owner.head(bucket, "ten").header("x-oss-hash-crc64ecma"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=5-100,206,56789,bytes 5-9/10",
        "bytes=-100,206,0123456789,bytes 0-9/10",
        "bytes=0-3,206,0123,bytes 0-3/10",
        "bytes=5-2,200,0123456789,-",
        "bytes=10-,416,-,bytes */10",
        "bytes=10-20,416,-,bytes */10",
        "bytes=-0,416,-,bytes */10",
    })
    void theStandardBehaviourClipsOrRefuses(String range, int status, String content, String contentRange) {
        for (String bucket : new String[] {"plain", "sealed"}) {
            Answer answer = owner.object(GET, bucket, "ten")
                    .header("range", range)
                    .header("x-oss-range-behavior", "standard")
                    .send();
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("content-range").orElse("-")).isEqualTo(contentRange);
            if (status == 416) {
                assertThat(answer.element("Code")).contains("InvalidRange");
            } else {
                assertThat(answer.text()).isEqualTo(content);
            }
        }
    }

    @Test
    void theLastZeroBytesAreRefused() {
        Answer refused =
                owner.object(GET, "plain", "ten").header("range", "bytes=-0").send();
        assertThat(refused.outcome()).isEqualTo("416 InvalidRange");
        assertThat(refused.element("Message").orElseThrow()).startsWith("The requested range cannot be satisfied");
    }

    @ParameterizedTest
    @CsvSource({"0,1", "65535,2", "65536,65536", "65480,200", "131071,131073", "299999,1", "1,299998", "0,299999"})
    void rangesMeetTheBordersOfSegments(int offset, int length) {
        for (String bucket : new String[] {"plain", "sealed"}) {
            Answer answer = owner.object(GET, bucket, "large")
                    .header("range", "bytes=" + offset + "-" + (offset + length - 1))
                    .send();
            assertThat(answer.status()).isEqualTo(206);
            assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(LARGE, offset, offset + length));
            assertThat(answer.header("content-range"))
                    .contains("bytes " + offset + "-" + (offset + length - 1) + "/300000");
        }
    }

    @Test
    void anEmptyObjectIsEmptyWhateverTheRange() {
        for (String bucket : new String[] {"plain", "sealed"}) {
            Answer answer = owner.object(GET, bucket, "empty")
                    .header("range", "bytes=0-1")
                    .send();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.header("x-oss-hash-crc64ecma")).contains("0");
            assertThat(answer.header("content-length")).contains("0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void tagsDecide(String method) {
        String etag = owner.head("sealed", "ten").header("etag").orElseThrow();
        String bare = etag.replace("\"", "");
        for (String same : new String[] {etag, bare, bare.toLowerCase(java.util.Locale.ROOT), "*", "\"x\", " + etag}) {
            assertThat(conditional(method, "if-match", same).status()).isEqualTo(200);
            Answer unchanged = conditional(method, "if-none-match", same);
            assertThat(unchanged.status()).isEqualTo(304);
            assertThat(unchanged.header("etag")).contains(etag);
            assertThat(unchanged.header("x-oss-err")).isEmpty();
            assertThat(unchanged.body()).isEmpty();
        }
        assertThat(conditional(method, "if-none-match", "\"other\"").status()).isEqualTo(200);
        assertFailed(conditional(method, "if-match", "\"other\""), method, "If-Match");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void timesDecide(String method) {
        Instant modified = HttpDates.parse(
                        owner.head("sealed", "ten").header("last-modified").orElseThrow())
                .orElseThrow();
        assertThat(conditional(method, "if-modified-since", HttpDates.format(modified))
                        .status())
                .isEqualTo(304);
        assertThat(conditional(method, "if-modified-since", HttpDates.format(modified.minusSeconds(1)))
                        .status())
                .isEqualTo(200);
        assertThat(conditional(method, "if-unmodified-since", HttpDates.format(modified))
                        .status())
                .isEqualTo(200);
        assertFailed(
                conditional(method, "if-unmodified-since", HttpDates.format(modified.minusSeconds(1))),
                method,
                "If-Unmodified-Since");
        assertThat(conditional(method, "if-modified-since", "yesterday").status())
                .isEqualTo(200);
    }

    private static Answer conditional(String method, String header, String value) {
        return owner.object(Method.valueOf(method), "sealed", "ten")
                .header(header, value)
                .send();
    }

    private static void assertFailed(Answer answer, String method, String condition) {
        assertThat(answer.status()).isEqualTo(412);
        if (method.equals("HEAD")) {
            assertThat(answer.header("x-oss-err")).isEmpty();
        } else {
            assertThat(answer.element("Code")).contains("PreconditionFailed");
            assertThat(answer.element("Message"))
                    .contains("At least one of the pre-conditions you specified did not hold.");
            assertThat(answer.element("Condition")).contains(condition);
        }
    }

    @Test
    void conditionsComeBeforeRanges() {
        Answer refused = owner.object(GET, "plain", "ten")
                .header("range", "bytes=-0")
                .header("if-match", "\"other\"")
                .send();
        assertThat(refused.status()).isEqualTo(412);
    }

    @Test
    void aCopyHeedsTheConditionsOnItsSource() {
        String etag = owner.head("plain", "ten").header("etag").orElseThrow();
        assertThat(copy("if-match", etag).outcome()).isEqualTo("200");
        Answer failed = copy("if-match", "\"other\"");
        assertThat(failed.outcome()).isEqualTo("412 PreconditionFailed");
        assertThat(failed.element("Condition")).contains("If-Match");
        Answer unchanged = copy("if-none-match", etag);
        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
    }

    private static Answer copy(String condition, String value) {
        return owner.object(PUT, "plain", "copy")
                .header("x-oss-copy-source", "/plain/ten")
                .header("x-oss-copy-source-" + condition, value)
                .send();
    }

    @Test
    void theTimeOfAnObjectIsNotAfterTheAnswerToItsPut() {
        Answer put = owner.put("plain", "timed", "text");
        Instant answered = HttpDates.parse(put.header("date").orElseThrow()).orElseThrow();
        Instant modified = HttpDates.parse(
                        owner.head("plain", "timed").header("last-modified").orElseThrow())
                .orElseThrow();
        assertThat(modified).isBeforeOrEqualTo(answered);
    }

    @Test
    void refusalsOfHeadTravelInAHeader() {
        assertThat(owner.head("plain", "missing").outcome()).isEqualTo("404 NoSuchKey");
        assertThat(owner.head("nowhere", "missing").outcome()).isEqualTo("404 NoSuchBucket");
        assertThat(owner.bucket(HEAD, "nowhere").send().outcome()).isEqualTo("404 NoSuchBucket");
        assertThat(ring.client("LTAIowner", "wrong").head("plain", "missing").outcome())
                .isEqualTo("403 SignatureDoesNotMatch");
        assertThat(ring.other().head("plain", "ten").outcome()).isEqualTo("403 AccessDenied");
        assertThat(owner.object(HEAD, "plain", "missing")
                        .with("objectMeta")
                        .send()
                        .outcome())
                .isEqualTo("404 NoSuchKey");
    }

    @Test
    void signedRequestsOverrideHeadersOfTheAnswer() {
        Answer answer = owner.object(GET, "plain", "ten")
                .with("response-content-type", "text/x-odd")
                .with("response-expires", "never")
                .with("response-content-disposition", "attachment; filename=\"a b\"")
                .send();
        assertThat(answer.header("content-type")).contains("text/x-odd");
        assertThat(answer.header("expires")).contains("never");
        assertThat(answer.header("content-disposition")).contains("attachment; filename=\"a b\"");
        owner.bucket(PUT, "open").header("x-oss-acl", "public-read").send();
        owner.put("open", "ten", TEN);
        assertThat(ring.anonymous()
                        .object(GET, "open", "ten")
                        .with("response-content-type", "text/html")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidRequest");
    }

    @Test
    void anOverrideCannotAddALineToTheAnswer() {
        Answer answer = owner.object(GET, "plain", "ten")
                .with("response-content-disposition", "a\r\nx-injected: yes")
                .send();
        assertThat(answer.header("x-injected")).isEmpty();
    }
}
