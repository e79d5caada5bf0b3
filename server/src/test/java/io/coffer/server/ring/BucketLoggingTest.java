package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.PUT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.encryption.KeyPurpose;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Access logs: where they go, and that they come. */
@Covers({"PutBucketLogging", "GetBucketLogging", "DeleteBucketLogging"})
class BucketLoggingTest {
    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static Answer put(Client client, String bucket, String document) {
        return client.bucket(PUT, bucket).with("logging").body(document).send();
    }

    private static Answer log(Client client, String bucket, String target, String prefix) {
        return put(
                client,
                bucket,
                "<BucketLoggingStatus><LoggingEnabled><TargetBucket>" + target + "</TargetBucket><TargetPrefix>"
                        + prefix + "</TargetPrefix></LoggingEnabled></BucketLoggingStatus>");
    }

    private static Answer get(String bucket) {
        return owner.bucket(GET, bucket).with("logging").send();
    }

    static List<String> keys(Client client, String bucket, String prefix) {
        Answer listing = client.bucket(GET, bucket).with("prefix", prefix).send();
        List<String> keys = new ArrayList<>();
        Matcher key = Pattern.compile("<Key>([^<]*)</Key>").matcher(listing.text());
        while (key.find()) {
            keys.add(key.group(1));
        }
        return keys;
    }

    /** All lines of the logs below the prefix, once each of the texts is in one: a line comes after its answer. */
    private static List<String> lines(Ring server, String bucket, String prefix, String... awaited) {
        long patience = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < patience) {
            server.runChore("logging");
            List<String> lines = delivered(server, bucket, prefix);
            if (Stream.of(awaited).allMatch(text -> lines.stream().anyMatch(line -> line.contains(text)))) {
                return lines;
            }
            Thread.yield();
        }
        throw new AssertionError("no line with each of " + List.of(awaited));
    }

    private static List<String> delivered(Ring server, String bucket, String prefix) {
        return keys(server.owner(), bucket, prefix).stream()
                .flatMap(key -> server.owner().get(bucket, key).text().lines())
                .collect(Collectors.toList());
    }

    @Test
    void aBucketWithoutALogHasAnEmptyDocument() {
        owner.create("log-none");
        Answer none = get("log-none");
        assertThat(none.outcome()).isEqualTo("200");
        assertThat(none.text()).endsWith("<BucketLoggingStatus></BucketLoggingStatus>");
    }

    @Test
    void theSettingComesBackAndGoes() {
        owner.create("log-set").create("log-set-target");
        Answer put = put(
                owner,
                "log-set",
                "<BucketLoggingStatus><LoggingEnabled><TargetBucket>log-set-target</TargetBucket>"
                        + "<TargetPrefix>p-</TargetPrefix><LoggingRole>logger</LoggingRole></LoggingEnabled>"
                        + "</BucketLoggingStatus>");
        assertThat(put.outcome()).isEqualTo("200");
        assertThat(get("log-set").text())
                .contains("<LoggingEnabled><TargetBucket>log-set-target</TargetBucket>"
                        + "<TargetPrefix>p-</TargetPrefix><LoggingRole>logger</LoggingRole></LoggingEnabled>");
        assertThat(owner.bucket(GET, "log-set").with("bucketInfo").send().text())
                .contains("<LogBucket>log-set-target</LogBucket><LogPrefix>p-</LogPrefix>");
        assertThat(put(owner, "log-set", "<BucketLoggingStatus/>").outcome()).isEqualTo("200");
        assertThat(get("log-set").text()).doesNotContain("LoggingEnabled");
        log(owner, "log-set", "log-set-target", "");
        for (int i = 0; i < 2; i++) {
            assertThat(owner.bucket(DELETE, "log-set").with("logging").send().outcome())
                    .isEqualTo("204");
            assertThat(get("log-set").text()).doesNotContain("LoggingEnabled");
        }
    }

    @ParameterizedTest
    @CsvSource({"log-missing", "log-foreign", "NotAName"})
    void theTargetMustBeABucketOfTheOwner(String target) {
        owner.create("log-bad");
        ring.other().create("log-foreign");
        Answer refused = log(owner, "log-bad", target, "");
        assertThat(refused.outcome()).isEqualTo("400 InvalidTargetBucketForLogging");
        assertThat(refused.element("Message")).contains("put bucket log requester is not target bucket owner.");
        assertThat(get("log-bad").text()).doesNotContain("LoggingEnabled");
    }

    @Test
    void badDocumentsAreRefused() {
        owner.create("log-malformed");
        assertThat(put(owner, "log-malformed", "<Logging/>").outcome()).isEqualTo("400 MalformedXML");
        assertThat(put(owner, "log-malformed", "<BucketLoggingStatus><LoggingEnabled/></BucketLoggingStatus>")
                        .outcome())
                .isEqualTo("400 MalformedXML");
        assertThat(log(owner, "log-malformed", "log-malformed", "x".repeat(1000))
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(log(ring.other(), "log-malformed", "log-malformed", "").outcome())
                .isEqualTo("403 AccessDenied");
    }

    @Test
    void requestsBecomeLines() {
        owner.create("log-source").create("log-target");
        log(owner, "log-source", "log-target", "logs/");
        owner.object(PUT, "log-source", "a key/ü")
                .header("referer", "http://example.com/")
                .header("user-agent", "tester \"1\"")
                .body("12345")
                .send();
        owner.object(GET, "log-source", "a key/ü").header("range", "bytes=1-2").send();
        Answer missing = owner.get("log-source", "missing");
        List<String> lines = lines(ring, "log-target", "logs/", "\"PutObject\"", " 206 2 ", "NoSuchKey");

        assertThat(keys(owner, "log-target", "logs/"))
                .allMatch(key -> key.matches("logs/log-source[0-9]{4}(-[0-9]{2}){5}-[0-9A-F]{16}"));
        assertThat(lines)
                .filteredOn(line -> line.contains("\"PutObject\""))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line)
                            .matches(
                                    "127\\.0\\.0\\.1 - - \\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000] .*");
                    assertThat(line)
                            .contains("\"PUT /log-source/a%20key/%C3%BC HTTP/1.1\" 200 0 ")
                            .contains("\"http://example.com/\" \"tester %221%22\" \"127.0.0.1:" + ring.port() + "\"")
                            .contains("\"true\"")
                            .contains("\"log-source\" \"a%20key%2F%C3%BC\" 5 ")
                            .endsWith(" 5 \"-\" \"-\" \"-\" \"-\" \"LTAIowner\"");
                });
        assertThat(lines)
                .filteredOn(line -> line.contains(" 206 2 "))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("\"GetObject\"", "%C3%BC\" 5 "));
        assertThat(lines)
                .filteredOn(line -> line.contains("\"NoSuchKey\""))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("\"GetObject\"", " 404 ")
                        .contains(missing.header("x-oss-request-id").orElseThrow()));
    }

    @Test
    void refusedRequestsAreInTheLogAndSignaturesAreNot() {
        owner.create("log-denied");
        log(owner, "log-denied", "log-denied", "logs/");
        ring.client("LTAIowner", "wrong").get("log-denied", "key");
        ring.anonymous().get("log-denied", "key");
        owner.object(HEAD, "log-denied", "key").signing(Call.Signing.V1_URL).send();
        List<String> lines = lines(ring, "log-denied", "logs/", "SignatureDoesNotMatch", "AccessDenied", "HeadObject");
        assertThat(lines).anyMatch(line -> line.contains("\"SignatureDoesNotMatch\"") && line.contains(" 403 "));
        assertThat(lines)
                .filteredOn(line -> line.contains("\"AccessDenied\""))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("\"true\" \"-\" \"GetObject\""));
        assertThat(lines)
                .filteredOn(line -> line.contains("HeadObject"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("Signature=-"));
    }

    @Test
    void aSignatureUnderAnEncodedNameIsNotInTheLogEither() {
        owner.create("log-encoded");
        log(owner, "log-encoded", "log-encoded", "logs/");
        Call signed = owner.object(HEAD, "log-encoded", "key")
                .signing(Call.Signing.V1_URL)
                .header("connection", "close");
        String encoded = new String(signed.message(), ISO_8859_1).replace("Signature=", "%53ignature=");
        try (Wire wire = new Wire(ring.port())) {
            // it counts as a signature, so it is one
            assertThat(wire.send(encoded.getBytes(ISO_8859_1)).receive(true).status())
                    .isEqualTo(404);
        }
        assertThat(lines(ring, "log-encoded", "logs/", "HeadObject"))
                .filteredOn(line -> line.contains("HeadObject"))
                .singleElement()
                .satisfies(line -> assertThat(line).containsPattern("%53ignature=-[& ]"));
    }

    @Test
    void otherBucketsAndLogsSetLaterHaveNoLines() {
        owner.create("log-quiet").create("log-loud");
        owner.put("log-loud", "before", "text");
        log(owner, "log-loud", "log-loud", "logs/");
        owner.put("log-quiet", "silent", "text");
        owner.put("log-loud", "after", "text");
        assertThat(lines(ring, "log-loud", "logs/", "\"after\""))
                .noneMatch(line -> line.contains("silent") || line.contains("\"before\""));
    }

    @Test
    void theTargetsRuleEncryptsTheLog() {
        owner.create("log-plain").create("log-secret");
        owner.putRule("log-secret", "AES256");
        log(owner, "log-plain", "log-secret", "");
        owner.put("log-plain", "key", "text");
        lines(ring, "log-secret", "", "PutObject");
        assertThat(owner.head("log-secret", keys(owner, "log-secret", "").getFirst())
                        .header("x-oss-server-side-encryption"))
                .contains("AES256");
    }

    @Test
    void linesWaitWhileTheTargetsKeyCannotBeUsed() {
        String account = owner.create("log-wait")
                .bucket(GET, "log-wait")
                .with("acl")
                .send()
                .element("ID")
                .orElseThrow();
        String key = ring.keys().create(account, KeyPurpose.CUSTOMER, "log").keyId();
        owner.putKmsRule("log-wait", key);
        log(owner, "log-wait", "log-wait", "logs/");
        ring.keys().disable(key);
        owner.get("log-wait", "waiting");
        ring.runChore("logging");
        assertThat(keys(owner, "log-wait", "logs/")).isEmpty();
        ring.keys().enable(key);
        assertThat(lines(ring, "log-wait", "logs/", "\"waiting\"")).isNotEmpty();
    }

    @Test
    void aUserNeedsTheRightToWriteThere() {
        owner.create("log-user").create("log-user-target");
        Client setter = RamUser.client(ring, "log-setter", "oss:PutBucketLogging", "*");
        assertThat(log(setter, "log-user", "log-user-target", "").outcome()).isEqualTo("403 AccessDenied");
        assertThat(log(setter, "log-user", "log-user", "").outcome()).isEqualTo("200");
    }

    @Test
    @Tag("own-engine")
    void aStopDeliversWhatIsLeft(@TempDir Path data) {
        try (Ring first = Ring.on(data)) {
            first.owner().create("log-stop");
            log(first.owner(), "log-stop", "log-stop", "logs/");
            first.owner().put("log-stop", "last", "text");
        }
        try (Ring second = Ring.on(data)) {
            assertThat(delivered(second, "log-stop", "logs/"))
                    .anyMatch(line -> line.contains("\"PutObject\" \"log-stop\" \"last\""));
        }
    }
}
