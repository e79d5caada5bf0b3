package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.PUT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.Method;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a refused signature answers over the wire, as clients read it. */
@Covers({"GetObject", "HeadObject"})
class SignatureRefusalTest {
    private static final Pattern ELEMENT = Pattern.compile("<([A-Za-z]+)>");
    private static final int LONGEST_ERROR = 4096;

    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner().create("bucket");
        owner.put("bucket", "key", "text");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static Call get(Client client, Call.Signing signing) {
        return client.object(GET, "bucket", "key").signing(signing);
    }

    private static Client at(Duration offset) {
        return new Client(ring.port(), owner.credentials(), Clock.offset(ring.clock(), offset));
    }

    private static Answer raw(String query, String... lines) {
        List<String> all = new ArrayList<>(List.of(lines));
        all.add("Host: 127.0.0.1");
        all.add("Connection: close");
        try (Wire wire = new Wire(ring.port())) {
            return wire.send(("GET /bucket/key" + query + " HTTP/1.1\r\n" + String.join("\r\n", all) + "\r\n\r\n")
                            .getBytes(ISO_8859_1))
                    .receive(false);
        }
    }

    private static List<String> elements(String document) {
        List<String> names = new ArrayList<>();
        Matcher element = ELEMENT.matcher(document);
        while (element.find()) {
            names.add(element.group(1));
        }
        return names;
    }

    @ParameterizedTest
    @CsvSource({"V1, false", "V1_URL, false", "V4, true", "V4_URL, true"})
    void aMismatchShowsWhatTheServerWouldHaveSigned(Call.Signing signing, boolean canonical) {
        Answer answer = get(ring.client("LTAIowner", "wrong"), signing).send();
        assertThat(answer.outcomeWithEc()).isEqualTo("403 SignatureDoesNotMatch 0002-00000040");
        List<String> expected = new ArrayList<>(List.of(
                "Error",
                "Code",
                "Message",
                "RequestId",
                "HostId",
                "OSSAccessKeyId",
                "SignatureProvided",
                "StringToSign"));
        expected.addAll(
                canonical
                        ? List.of("CanonicalRequest", "StringToSignBytes", "CanonicalRequestBytes")
                        : List.of("StringToSignBytes"));
        expected.addAll(List.of("EC", "RecommendDoc"));
        assertThat(elements(answer.text())).isEqualTo(expected);
        assertThat(answer.element("OSSAccessKeyId")).contains("LTAIowner");
        assertThat(answer.element("HostId")).contains("127.0.0.1:" + ring.port());
        assertThat(answer.element("RecommendDoc")).contains("https://api.aliyun.com/troubleshoot?q=0002-00000040");
        assertThat(answer.element("Message"))
                .contains("The request signature we calculated does not match the signature you provided. Check your"
                        + " key and signing method.");
        assertThat(octets(answer, "StringToSignBytes"))
                .isEqualTo(answer.element("StringToSign").orElseThrow());
        if (canonical) {
            assertThat(octets(answer, "CanonicalRequestBytes"))
                    .isEqualTo(answer.element("CanonicalRequest").orElseThrow().replace("&amp;", "&"));
        }
    }

    private static String octets(Answer answer, String element) {
        String[] hex = answer.element(element).orElseThrow().split(" ");
        byte[] octets = new byte[hex.length];
        for (int i = 0; i < hex.length; i++) {
            octets[i] = (byte) Integer.parseInt(hex[i], 16);
        }
        return new String(octets, UTF_8);
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V1_URL", "V4", "V4_URL"})
    void noErrorIsLongerThanClientsRead(Call.Signing signing) {
        Client forger = ring.client("LTAIowner", "wrong");
        String key = "ü&<".repeat(160);
        Call call = forger.object(PUT, "bucket", key).signing(signing).with("prefix", "p".repeat(900));
        for (int i = 0; i < 8; i++) {
            call.header("x-oss-meta-" + i, "<&>".repeat(100));
        }
        Answer answer = call.body("text").send();
        assertThat(answer.outcome()).isEqualTo("403 SignatureDoesNotMatch");
        assertThat(answer.body().length).isBetween(1000, LONGEST_ERROR);
        assertThat(elements(answer.text()))
                .startsWith("Error", "Code", "Message", "RequestId", "HostId", "OSSAccessKeyId", "SignatureProvided")
                .contains("StringToSign")
                .endsWith("EC", "RecommendDoc");
        Answer head = forger.object(HEAD, "bucket", key)
                .signing(signing)
                .with("prefix", "p".repeat(900))
                .send();
        assertThat(Base64.getDecoder().decode(head.header("x-oss-err").orElseThrow()).length)
                .isBetween(500, LONGEST_ERROR);
    }

    @ParameterizedTest
    @ValueSource(ints = {-16, 16})
    void aSkewedClockLearnsTheTime(int minutes) {
        for (Call.Signing signing : new Call.Signing[] {Call.Signing.V1, Call.Signing.V4}) {
            Answer answer = get(at(Duration.ofMinutes(minutes)), signing).send();
            assertThat(answer.outcomeWithEc()).isEqualTo("403 RequestTimeTooSkewed 0002-00000504");
            assertThat(elements(answer.text())).contains("RequestTime", "ServerTime");
            Instant serverTime = Instant.parse(answer.element("ServerTime").orElseThrow());
            Instant requestTime = Instant.parse(answer.element("RequestTime").orElseThrow());
            assertThat(Duration.between(serverTime, requestTime)
                            .plusMinutes(-minutes)
                            .abs())
                    .isLessThan(Duration.ofSeconds(20));
            Instant date = ZonedDateTime.parse(
                            answer.header("date").orElseThrow(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            assertThat(Duration.between(serverTime, date).abs()).isLessThan(Duration.ofSeconds(20));
            Answer head = at(Duration.ofMinutes(minutes))
                    .object(HEAD, "bucket", "key")
                    .signing(signing)
                    .send();
            assertThat(head.outcome()).isEqualTo("403 RequestTimeTooSkewed");
            assertThat(head.element("ServerTime")).isPresent();
        }
        assertThat(get(at(Duration.ofMinutes(14)), Call.Signing.V4).send().status())
                .isEqualTo(200);
    }

    @Test
    void urlsHaveTheirTime() {
        Answer expired = get(at(Duration.ofMinutes(-11)), Call.Signing.V1_URL).send();
        assertThat(expired.outcomeWithEc()).isEqualTo("403 AccessDenied 0002-00000069");
        assertThat(expired.element("Message")).contains("Request has expired.");
        Answer late = get(at(Duration.ofMinutes(-11)), Call.Signing.V4_URL).send();
        assertThat(late.outcomeWithEc()).isEqualTo("403 AccessDenied 0002-00000069");
        Answer early = get(at(Duration.ofMinutes(16)), Call.Signing.V4_URL).send();
        assertThat(early.outcomeWithEc()).isEqualTo("403 RequestTimeTooSkewed 0002-00000235");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?OSSAccessKeyId=LTAIowner|403 AccessDenied",
                "?OSSAccessKeyId=LTAIowner&Expires=4102444800|403 AccessDenied",
                "?Expires=4102444800&Signature=s|403 AccessDenied",
                "?OSSAccessKeyId=LTAIowner&Signature=s|403 AccessDenied 0002-00000067",
                "?OSSAccessKeyId=LTAIowner&Signature=s&Expires=|403 AccessDenied 0002-00000068",
                "?OSSAccessKeyId=LTAIowner&Signature=s&Expires=1|403 AccessDenied 0002-00000069",
                "?OSSAccessKeyId=LTAIowner&Signature=s&Expires=soon|403 AccessDenied 0002-00000070",
                "?OSSAccessKeyId=LTAIowner&Signature=&Expires=4102444800|403 AccessDenied 0002-00000065",
                "?OSSAccessKeyId=LTAIowner&Signature=s&Expires=4102444800|403 SignatureDoesNotMatch 0002-00000040",
                "?OSSAccessKeyId=LTAInobody&Signature=s&Expires=4102444800|403 InvalidAccessKeyId 0002-00000902",
                "?x-oss-signature-version=OSS4-HMAC-SHA256|400 InvalidArgument 0002-00000219",
                "?x-oss-signature-version=OSS2&x-oss-access-key-id=LTAIowner&x-oss-signature=s&x-oss-expires=4102444800"
                        + "|403 SignatureDoesNotMatch 0002-00000101",
            })
    void brokenUrls(String query, String outcome) {
        Answer answer = raw(query);
        assertThat(answer.outcomeWithEc()).isEqualTo(outcome);
        assertThat(elements(answer.text())).startsWith("Error", "Code", "Message", "RequestId", "HostId");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OSS LTAIowner:sig|403 AccessDenied 0002-00000503",
                "OSS LTAIowner|400 InvalidArgument",
                "Bearer x|400 InvalidArgument",
                "OSS4-HMAC-SHA256 Signature=00|400 InvalidArgument 0002-00000202",
                "OSS4-HMAC-SHA256 Credential=C,AdditionalHeaders=,Signature=00|400 InvalidArgument 0002-00000209",
                "OSS4-HMAC-SHA256 Credential=LTAIowner/1/cn-hangzhou/oss/aliyun_v4_request,Signature=0"
                        + "|400 InvalidArgument 0002-00000212",
                "OSS4-HMAC-SHA256 Credential=LTAIowner/20260101,Signature=0|400 InvalidArgument 0002-00000213",
                "OSS4-HMAC-SHA256 Credential=LTAIowner/20260101/cn-hangzhou/oss/aliyun_v4_request,Signature=0"
                        + "|400 InvalidArgument 0002-00000214",
            })
    void brokenHeaders(String authorization, String outcome) {
        assertThat(raw("", "Authorization: " + authorization).outcomeWithEc()).isEqualTo(outcome);
    }

    @Test
    void bothPlacesAreTooMany() {
        Answer answer = raw("?Signature=s", "Authorization: OSS LTAIowner:s", "Date: Thu, 05 Mar 2026 08:09:10 GMT");
        assertThat(answer.outcomeWithEc()).isEqualTo("400 InvalidArgument 0002-00000010");
    }

    @ParameterizedTest
    @EnumSource(names = {"V1", "V4", "V1_URL", "V4_URL"})
    void headTellsTheSameInAHeader(Call.Signing signing) {
        Client forger = ring.client("LTAIowner", "wrong");
        Answer mismatch = forger.object(HEAD, "bucket", "key").signing(signing).send();
        assertThat(mismatch.outcomeWithEc()).isEqualTo("403 SignatureDoesNotMatch 0002-00000040");
        assertThat(mismatch.element("StringToSign").orElseThrow())
                .contains(signing.name().startsWith("V1") ? "HEAD" : "OSS4");
        Answer unknown = ring.client("LTAInobody", "x")
                .object(HEAD, "bucket", "key")
                .signing(signing)
                .send();
        assertThat(unknown.outcomeWithEc()).isEqualTo("403 InvalidAccessKeyId 0002-00000902");
        assertThat(unknown.element("OSSAccessKeyId")).contains("LTAInobody");
    }

    @Test
    void headTellsNothingOfConditions() {
        String etag = owner.head("bucket", "key").header("etag").orElseThrow();
        for (Method method : new Method[] {HEAD, GET}) {
            Answer notModified = owner.object(method, "bucket", "key")
                    .header("If-None-Match", etag)
                    .send();
            assertThat(notModified.status()).isEqualTo(304);
            assertThat(notModified.header("x-oss-err")).isEmpty();
        }
        Answer failed = owner.object(HEAD, "bucket", "key")
                .header("If-Match", "\"other\"")
                .send();
        assertThat(failed.status()).isEqualTo(412);
        assertThat(failed.header("x-oss-err")).isEmpty();
        assertThat(owner.object(HEAD, "bucket", "missing").send().outcome()).isEqualTo("404 NoSuchKey");
    }

    @Test
    void headersThatStandTwiceAreReadAsTheyAreSigned() {
        Answer put = owner.object(PUT, "bucket", "joined")
                .header("x-oss-meta-a", "1,2")
                .body("t")
                .send();
        assertThat(put.status()).isEqualTo(200);
        Call call = owner.object(PUT, "bucket", "joined")
                .header("x-oss-meta-a", "3,4")
                .withoutLength();
        String head = new String(call.head(), ISO_8859_1)
                .replace("x-oss-meta-a: 3,4", "x-oss-meta-a: 3\r\nx-oss-meta-a: 4\r\nConnection: close")
                .replace("\r\n\r\n", "\r\nContent-Length: 0\r\n\r\n");
        try (Wire wire = new Wire(ring.port())) {
            assertThat(wire.send(head).receive(false).status()).isEqualTo(200);
        }
        assertThat(owner.head("bucket", "joined").header("x-oss-meta-a")).contains("3,4");
        assertThat(owner.delete("bucket", "joined").status()).isEqualTo(204);
    }
}
