package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no client of good will sends: each is refused by name, and the server goes on. */
@Covers({"PutObject", "DeleteMultipleObjects"})
class BadInputTest {
    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory("limits: {header-bytes: 16384}");
        owner = ring.owner().create("bucket");
        owner.put("bucket", "key", "text");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    @AfterEach
    void theServerGoesOn() {
        assertThat(owner.get("bucket", "key").text()).isEqualTo("text");
        assertThat(owner.head("bucket", "bad").status()).isEqualTo(404);
        assertThat(owner.service(GET).send().text()).contains("<Name>bucket</Name>");
    }

    private static Answer raw(String message) {
        try (Wire wire = new Wire(ring.port())) {
            return wire.send(message).receive(false);
        }
    }

    /** A signed head with one line more. */
    private static String head(Call call, String line) {
        String head = new String(call.withoutLength().head(), StandardCharsets.ISO_8859_1);
        return head.substring(0, head.length() - 2) + line + "\r\n\r\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY x 'y'>]><Delete><Object><Key>&x;</Key></Object></Delete>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM"
                        + " 'file:///etc/passwd'>]><Delete><Object><Key>&x;</Key></Object></Delete>",
                "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><Delete><Object><Key>k</Key></Object></Delete>",
                "<Delete><Object><Key>&undefined;</Key></Object></Delete>",
                "<Delete><Object><Key>k</Key></Object>",
                "<Delete><Object><Key>k</Object></Key></Delete>",
                "<Delete>\u0000</Delete>",
                "{\"Delete\": 1}",
            })
    void documentsThatAreNoneOrDeclareThingsAreRefused(String document) {
        assertThat(owner.bucket(POST, "bucket")
                        .with("delete")
                        .body(document)
                        .send()
                        .outcome())
                .isEqualTo("400 MalformedXML");
    }

    @Test
    void bombsOfXmlAreRefused() {
        StringBuilder laughs = new StringBuilder("<!DOCTYPE a [<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 10; i++) {
            laughs.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        String billion = laughs + "]><Delete><Object><Key>&l9;</Key></Object></Delete>";
        String deep = "<Delete>".repeat(5_000);
        String wide = "<Delete>" + "<a/>".repeat(100_000) + "</Delete>";
        StringBuilder attributes = new StringBuilder("<Delete");
        for (int i = 0; i < 5_000; i++) {
            attributes.append(" a").append(i).append("='1'");
        }
        String manyAttributes = attributes.append("/>").toString();
        String longText = "<Delete><Object><Key>" + "x".repeat(1_000_000) + "</Key></Object></Delete>";
        for (String bomb : new String[] {billion, deep, wide, manyAttributes, longText}) {
            assertThat(owner.bucket(POST, "bucket")
                            .with("delete")
                            .body(bomb)
                            .send()
                            .outcome())
                    .isEqualTo("400 MalformedXML");
        }
    }

    @Test
    void documentsBeyondTheBoundAreRefusedBeforeTheyAreRead() {
        try (Wire wire = new Wire(ring.port())) {
            wire.send(head(owner.bucket(PUT, "bucket").with("encryption"), "Content-Length: 70000"));
            assertThat(wire.receive(false).outcome()).isEqualTo("400 EntityTooLarge");
        }
        try (Wire wire = new Wire(ring.port())) {
            wire.send(head(owner.bucket(POST, "bucket").with("delete"), "Content-Length: 99999999999"));
            assertThat(wire.receive(false).outcome()).isEqualTo("400 EntityTooLarge");
        }
    }

    @Test
    void documentsOfUnknownLengthAreBounded() {
        byte[] piece = ("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
        try (Wire wire = new Wire(ring.port())) {
            wire.send(head(owner.bucket(PUT, "bucket").with("encryption"), "Transfer-Encoding: chunked"));
            for (int i = 0; i < 17; i++) {
                wire.send(piece);
            }
            assertThat(wire.receive(false).outcome()).isEqualTo("400 EntityTooLarge");
        }
    }

    @Test
    void objectsBeyondTheBoundAreRefusedBeforeTheyAreRead() {
        try (Wire wire = new Wire(ring.port())) {
            wire.send(head(owner.object(PUT, "bucket", "bad"), "Content-Length: " + (5L * 1024 * 1024 * 1024 + 1)));
            assertThat(wire.receive(false).outcome()).isEqualTo("400 EntityTooLarge");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "HEAD"})
    void bucketsOfImpossibleNamesAreRefused(String method) {
        for (String name : new String[] {"Up", "-a-", "a_", "x".repeat(64), "\u4e2d\u4e2d\u4e2d"}) {
            assertThat(owner.bucket(io.coffer.protocol.Method.valueOf(method), name)
                            .path("/" + io.coffer.protocol.PercentEncoding.encode(name))
                            .send()
                            .outcomeWithEc())
                    .isEqualTo("400 InvalidBucketName 0015-00000001");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1B2M2Y8AsgTpgAmY7PhCfg==", "not base64!", "AAAA", "1B2M2Y8AsgTpgAmY7PhCfg=="})
    void digestsMustBeThoseOfTheBody(String contentMd5) {
        Answer refused = owner.object(PUT, "bucket", "bad")
                .header("content-md5", contentMd5)
                .body("text")
                .send();
        assertThat(refused.outcome()).isEqualTo("400 InvalidDigest");
        assertThat(refused.element("Message").orElseThrow()).startsWith("The Content-MD5 you specified was invalid.");
    }

    @Test
    void aBodyNeedsALength() {
        try (Wire wire = new Wire(ring.port())) {
            Answer refused = wire.send(
                            owner.object(PUT, "bucket", "bad").withoutLength().head())
                    .receive(false);
            assertThat(refused.outcome()).isEqualTo("411 MissingContentLength");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 4\r\nContent-Length: 5",
                "Content-Length: 4\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 4",
                "Content-Length: 4, 5",
                "Content-Length: -1",
                "Content-Length: four",
                "Content-Length: 99999999999999999999",
                "Transfer-Encoding: gzip",
                "Host: other.example.com\r\nContent-Length: 0",
                "broken header line without colon\r\nContent-Length: 0",
                " folded: line\r\nContent-Length: 0",
                "bad name: value\r\nContent-Length: 0",
            })
    void framingThatCanBeReadInTwoWaysIsRefused(String lines) {
        try (Wire wire = new Wire(ring.port())) {
            wire.send(head(owner.object(PUT, "bucket", "bad"), lines) + "4\r\ntext\r\n0\r\n\r\n");
            Answer refused = wire.receive(false);
            assertThat(refused.outcome()).isEqualTo("400 BadRequest");
            assertThat(refused.header("x-oss-request-id").orElseThrow()).matches("[0-9A-F]{24}");
            assertThat(wire.isClosedByPeer()).isTrue();
        }
    }

    @Test
    void aSignatureStandsInOnePlace() {
        Answer refused = owner.object(GET, "bucket", "key")
                .with("OSSAccessKeyId", "LTAIowner")
                .with("Expires", "9999999999")
                .with("Signature", "x")
                .send();
        assertThat(refused.outcomeWithEc()).isEqualTo("400 InvalidArgument 0002-00000010");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,400 InvalidArgument",
        "POST,400 InvalidArgument",
        "DELETE,400 InvalidArgument",
        "GET,200",
        "HEAD,200",
    })
    void unknownParametersDoNotChangeBuckets(String method, String outcome) {
        assertThat(owner.bucket(io.coffer.protocol.Method.valueOf(method), "bucket")
                        .with("unheardOf")
                        .send()
                        .outcome())
                .isEqualTo(outcome);
    }

    @Test
    void twoSubresourcesCannotStandTogether() {
        assertThat(owner.bucket(PUT, "bucket")
                        .with("acl")
                        .with("encryption")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(owner.bucket(DELETE, "bucket")
                        .with("encryption")
                        .with("policy")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
    }

    @Test
    void anotherMethodIsRefusedWithThoseThatAre() {
        Answer refused = owner.bucket(POST, "bucket").with("encryption").send();
        assertThat(refused.outcome()).isEqualTo("405 MethodNotAllowed");
        assertThat(refused.header("allow")).contains("DELETE, GET, PUT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bucket/%", "/bucket/%4", "/bucket/%zz", "/bucket/%ff%fe", "/bucket/key?a=%zz", "/%c0%af"})
    void brokenEncodingIsRefused(String uri) {
        assertThat(raw("GET " + uri + " HTTP/1.1\r\nHost: localhost\r\n\r\n").outcome())
                .isEqualTo("400 BadRequest");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /bucket/key HTTP/1.1\r\n\r\n",
                "GET /bucket/key HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /bucket/key HTTP/1.1\r\nHost: ../..\r\n\r\n",
                "GET /bucket/key HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n",
                "GET\r\n\r\n",
                "GARBAGE\u0001\u0002\r\n\r\n",
                "GET bucket/key HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /bucket/key\u0000 HTTP/1.1\r\nHost: localhost\r\n\r\n",
            })
    void brokenRequestsAreRefused(String message) {
        assertThat(raw(message).outcome()).isEqualTo("400 BadRequest");
    }

    @Test
    void headersHaveABound() {
        String giant = "x-giant: " + "x".repeat(20_000);
        assertThat(raw("GET /bucket/key HTTP/1.1\r\nHost: localhost\r\n" + giant + "\r\n\r\n")
                        .outcome())
                .isEqualTo("400 BadRequest");
        assertThat(raw("GET /bucket/" + "k".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .outcome())
                .isEqualTo("400 BadRequest");
        String many = "x-one: 1\r\n".repeat(5_000);
        assertThat(raw("GET /bucket/key HTTP/1.1\r\nHost: localhost\r\n" + many + "\r\n")
                        .outcome())
                .isEqualTo("400 BadRequest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BREW", "TRACE", "PATCH", "CONNECT", "get"})
    void unknownMethodsAreRefused(String method) {
        Answer refused = raw(method + " /bucket/key HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertThat(refused.status()).isBetween(400, 405);
        assertThat(refused.element("Code").orElseThrow()).isIn("MethodNotAllowed", "BadRequest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.2", "HTTP/2.0", "HTTP/3.0", "HTTP/0.9", "ICY/1.0"})
    void unsupportedVersionsAreRefused(String version) {
        Answer refused = raw("GET /bucket/key " + version + "\r\nHost: localhost\r\n\r\n");
        assertThat(refused.status()).isIn(400, 505);
        assertThat(refused.element("Code")).contains("BadRequest");
    }

    @Test
    void aRefusalComesBeforeTheBodyThatWasExpected() {
        try (Wire wire = new Wire(ring.port())) {
            wire.send(
                    head(ring.other().object(PUT, "bucket", "bad"), "Content-Length: 1000000\r\nExpect: 100-continue"));
            assertThat(wire.receive(false).outcome()).isEqualTo("403 AccessDenied");
        }
    }

    @Test
    void anAcceptedExpectationIsAnsweredFirst() {
        try (Wire wire = new Wire(ring.port())) {
            wire.send(head(owner.object(PUT, "bucket", "expected"), "Content-Length: 4\r\nExpect: 100-continue"));
            assertThat(wire.receive(false).status()).isEqualTo(100);
            assertThat(wire.send("text").receive(false).outcome()).isEqualTo("200");
        }
        assertThat(owner.get("bucket", "expected").text()).isEqualTo("text");
    }

    @Test
    void chunkedBodiesAreTaken() {
        try (Wire wire = new Wire(ring.port())) {
            wire.send(head(owner.object(PUT, "bucket", "chunked"), "Transfer-Encoding: chunked")
                    + "2\r\nte\r\n2\r\nxt\r\n0\r\n\r\n");
            assertThat(wire.receive(false).outcome()).isEqualTo("200");
        }
        assertThat(owner.get("bucket", "chunked").text()).isEqualTo("text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\ntext\r\n0\r\n\r\n",
                "-4\r\ntext\r\n0\r\n\r\n",
                "fffffffffffffffff\r\ntext",
                "4\r\ntextMORE\r\n0\r\n\r\n"
            })
    void brokenChunksStoreNothing(String body) {
        try (Wire wire = new Wire(ring.port())) {
            wire.send(head(owner.object(PUT, "bucket", "bad"), "Transfer-Encoding: chunked") + body);
            assertThat(wire.receive(false).status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 10", "Transfer-Encoding: chunked"})
    void aBodyThatStopsIsGivenUp(String framing) {
        // a ring of its own: with so little patience it would give up others on a busy machine
        try (Ring hasty = Ring.inMemory("limits: {request-body-seconds: 1}")) {
            Client client = hasty.owner().create("bucket");
            try (Wire wire = new Wire(hasty.port())) {
                wire.send(head(client.object(PUT, "bucket", "bad"), framing) + "4\r\ntext\r\n".substring(0, 6));
                Answer refused = wire.receive(false);
                assertThat(refused.outcome()).isEqualTo("408 RequestTimeout");
            }
            assertThat(client.head("bucket", "bad").status()).isEqualTo(404);
        }
    }

    @Test
    void aHeadThatStopsIsGivenUp() {
        try (Ring hasty = Ring.inMemory("limits: {idle-seconds: 1}");
                Wire wire = new Wire(hasty.port())) {
            wire.send("GET /bucket/key HTTP/1.1\r\nHost: loc");
            assertThat(wire.endsWithoutAnswerOtherThan(408)).isTrue();
        }
    }

    @Test
    void aConnectionCutInTheMiddleOfABodyStoresNothing() {
        byte[] part = new byte[200_000];
        Arrays.fill(part, (byte) 'x');
        for (String framing : new String[] {"Content-Length: 1000000", "Transfer-Encoding: chunked"}) {
            try (Wire wire = new Wire(ring.port())) {
                wire.send(head(owner.object(PUT, "bucket", "bad"), framing) + "30d40\r\n")
                        .send(part);
                wire.finish();
                Answer refused = wire.receive(false);
                assertThat(refused.outcome()).isIn("400 IncompleteBody", "400 BadRequest");
            }
            // the length leads, or the server finds the chunk malformed and closes while this side still writes
            try (Wire wire = new Wire(ring.port())) {
                wire.send(head(owner.object(PUT, "bucket", "bad"), framing) + "30d40\r\n")
                        .send(part);
            }
            assertThat(owner.get("bucket", "bad").outcome()).isEqualTo("404 NoSuchKey");
        }
    }

    @Test
    void secondRequestsAreNotHiddenInBodies() {
        String hidden = "DELETE /bucket/key HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (Wire wire = new Wire(ring.port())) {
            wire.send(head(owner.object(PUT, "bucket", "holder"), "Content-Length: " + hidden.length()) + hidden);
            assertThat(wire.receive(false).outcome()).isEqualTo("200");
        }
        assertThat(owner.get("bucket", "holder").text()).isEqualTo(hidden);
    }

    @Test
    void headersThatAskForMoreThanIsDoneAreRefused() {
        assertThat(owner.object(PUT, "bucket", "bad")
                        .header("x-oss-server-side-encryption-context", "a=b")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(owner.object(PUT, "bucket", "bad")
                        .header("x-oss-storage-class", "Fast")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(owner.object(PUT, "bucket", "bad")
                        .header("x-oss-object-acl", "everyone")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
    }

    @Test
    void refusalsOfHeadHaveNoBody() {
        try (Wire wire = new Wire(ring.port())) {
            assertThat(owner.object(HEAD, "bucket", "missing").send(wire).status())
                    .isEqualTo(404);
            assertThat(owner.object(GET, "bucket", "key").send(wire).text()).isEqualTo("text");
        }
    }
}
