package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static io.coffer.server.ring.Administration.COFFER;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.storage.Name;
import io.coffer.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Changes leave records, whoever makes them and however they end; secrets and objects leave none. */
@Tag("own-engine")
class AuditTest {
    private static final String READ_ALL =
            "{\"Version\":\"1\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"oss:Get*\",\"Resource\":\"*\"}}";

    @TempDir
    private Path directory;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Ring ring;
    private Client owner;

    @BeforeEach
    void start() {
        ring = Ring.onEngine("lying", directory.resolve("data"));
        owner = ring.owner();
        // threads of the server add to it while it is read
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(log);
    }

    @AfterEach
    void stop() {
        LyingEngineFactory.COMMITTED.set(name -> {});
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
        ring.close();
    }

    private static List<JsonNode> records(Administration administration, String... filters) {
        Administration.Reply reply = administration.call(COFFER, "ListAuditRecords", filters);
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(200);
        List<JsonNode> records = new ArrayList<>();
        reply.body().at("/AuditRecords/AuditRecord").forEach(records::add);
        return records;
    }

    private JsonNode newest() {
        return records(ring.administration(), "MaxItems", "1").getFirst();
    }

    private static String text(JsonNode record, String pointer) {
        return record.at(pointer).asString("");
    }

    private static String parameter(JsonNode record, String name) {
        for (JsonNode parameter : record.at("/Parameters/Parameter")) {
            if (text(parameter, "/Name").equals(name)) {
                return text(parameter, "/Value");
            }
        }
        return "";
    }

    private int count() {
        return records(ring.administration(), "MaxItems", "1000").size();
    }

    private String verified() {
        Administration.Reply reply = ring.administration().call(COFFER, "VerifyAuditTrail");
        return reply.text("/IsWhole") + " " + reply.body().at("/Breaks/Break");
    }

    @Test
    void aChangedSettingLeavesARecord() {
        assertThat(owner.bucket(PUT, "bucket")
                        .header("x-oss-acl", "private")
                        .send()
                        .outcome())
                .isEqualTo("200");
        JsonNode made = newest();
        assertThat(text(made, "/ActionName")).isEqualTo("PutBucket");
        assertThat(parameter(made, "x-oss-acl")).isEqualTo("private");
        Answer put = owner.bucket(PUT, "bucket")
                .with("versioning")
                .header("user-agent", "audited/1")
                .body("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
                .send();
        JsonNode record = newest();
        assertThat(text(record, "/AuditedRequestId"))
                .isEqualTo(put.header("x-oss-request-id").orElseThrow());
        assertThat(text(record, "/Service")).isEqualTo("oss");
        assertThat(text(record, "/ActionName")).isEqualTo("PutBucketVersioning");
        assertThat(text(record, "/RamAction")).isEqualTo("oss:PutBucketVersioning");
        assertThat(text(record, "/Resource")).matches("acs:oss:cn-hangzhou:[0-9]+:bucket");
        assertThat(text(record, "/Caller/Type")).isEqualTo("Root");
        assertThat(text(record, "/Caller/AccessKeyId")).isEqualTo("LTAIowner");
        assertThat(text(record, "/SourceAddress")).isEqualTo("127.0.0.1");
        assertThat(record.path("Secure").asBoolean(true)).isFalse();
        assertThat(text(record, "/UserAgent")).isEqualTo("audited/1");
        assertThat(text(record, "/Outcome")).isEqualTo("Success");
        assertThat(parameter(record, "document")).contains("<Status>Enabled</Status>");
        assertThat(owner.bucket(DELETE, "bucket").send().outcome()).isEqualTo("204");
        assertThat(text(newest(), "/ActionName")).isEqualTo("DeleteBucket");
        assertThat(verified()).isEqualTo("true []");
    }

    @Test
    void whatChangesNoSettingLeavesNone() {
        owner.create("bucket");
        int before = count();
        owner.put("bucket", "k", "text");
        owner.get("bucket", "k");
        owner.object(DELETE, "bucket", "k").send();
        owner.bucket(GET, "bucket").with("acl").send();
        owner.bucket(POST, "bucket")
                .with("delete")
                .body("<Delete><Object><Key>k</Key></Object></Delete>")
                .send();
        ring.administration().call(Administration.RAM, "ListUsers");
        ring.anonymous().get("bucket", "k");
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void everyOperationThatCouldChangeASettingIsAudited() {
        List<Operation> writing = ring.catalog().operations().stream()
                .filter(operation ->
                        Set.of(PUT, POST, DELETE).contains(operation.route().method()))
                .filter(operation -> operation.route().level() != Level.OBJECT)
                .toList();
        assertThat(writing.stream().filter(operation -> !operation.changesSettings()))
                .extracting(Operation::name)
                .as("what is about objects only")
                .containsExactlyInAnyOrder("DeleteMultipleObjects", "PostObject");
        assertThat(writing.stream().filter(Operation::changesSettings))
                .extracting(Operation::name)
                .contains("PutBucket", "DeleteBucket", "PutPublicAccessBlock", "InitiateBucketWorm")
                .noneMatch(name -> name.startsWith("Get") || name.startsWith("List"));
        assertThat(ring.catalog().operations().stream().filter(Operation::changesSettings))
                .allMatch(writing::contains);
    }

    @Test
    void refusedAttemptsLeaveRecordsToo() {
        owner.create("bucket");
        assertThat(ring.other()
                        .bucket(PUT, "bucket")
                        .with("acl")
                        .header("x-oss-acl", "public-read")
                        .send()
                        .status())
                .isEqualTo(403);
        JsonNode byOther = newest();
        assertThat(text(byOther, "/ActionName")).isEqualTo("PutBucketAcl");
        assertThat(text(byOther, "/Outcome")).isEqualTo("Refused");
        assertThat(text(byOther, "/ErrorCode")).isEqualTo("AccessDenied");
        assertThat(text(byOther, "/Caller/AccessKeyId")).isEqualTo("LTAIother");
        assertThat(ring.anonymous()
                        .bucket(PUT, "bucket")
                        .with("policy")
                        .body("{}")
                        .send()
                        .status())
                .isEqualTo(403);
        assertThat(text(newest(), "/Caller/Type")).isEqualTo("Anonymous");
        assertThat(owner.bucket(PUT, "bucket").with("cors").body("<x").send().status())
                .isEqualTo(400);
        assertThat(text(newest(), "/ErrorCode")).isEqualTo("MalformedXML");
        assertThat(text(newest(), "/Outcome")).isEqualTo("Refused");
        assertThat(verified()).isEqualTo("true []");
    }

    @Test
    void administrationLeavesRecordsForItsAccount() {
        Administration root = ring.administration();
        root.call(Administration.RAM, "CreateUser", "UserName", "anna", "MobilePhone", "86-13900000000");
        assertThat(parameter(newest(), "UserName")).isEqualTo("anna");
        assertThat(parameter(newest(), "MobilePhone")).isEqualTo("[not recorded]");
        assertThat(text(newest(), "/Made/Id/0/Name")).isEqualTo("UserId");
        Administration.Reply key = root.call(Administration.RAM, "CreateAccessKey", "UserName", "anna");
        JsonNode created = newest();
        assertThat(text(created, "/Made/Id/0/Value")).isEqualTo(key.text("/AccessKey/AccessKeyId"));
        root.call(Administration.RAM, "CreatePolicy", "PolicyName", "read", "PolicyDocument", READ_ALL);
        assertThat(parameter(newest(), "PolicyDocument")).isEqualTo(READ_ALL);
        Administration anna =
                ring.administration(key.text("/AccessKey/AccessKeyId"), key.text("/AccessKey/AccessKeySecret"));
        assertThat(anna.call(Administration.KMS, "CreateKey").status()).isEqualTo(403);
        JsonNode refused = newest();
        assertThat(text(refused, "/RamAction")).isEqualTo("kms:CreateKey");
        assertThat(text(refused, "/Outcome")).isEqualTo("Refused");
        assertThat(text(refused, "/ErrorCode")).isEqualTo("Forbidden.NoPermission");
        assertThat(text(refused, "/Caller/Name")).isEqualTo("anna");
        assertThat(records(root, "Caller", "anna")).hasSize(1);
        assertThat(records(root, "ActionName", "ram:CreatePolicy")).hasSize(1);
        assertThat(anna.call(COFFER, "ListAuditRecords").status()).isEqualTo(403);
        assertThat(root.call(COFFER, "ListAuditRecords", "StartTime", "now").text("/Code"))
                .isEqualTo("InvalidParameter.StartTime");
    }

    @Test
    void anAccountSeesWhatConcernsIt() {
        Administration other = ring.administration("LTAIother", "other-secret");
        owner.create("bucket");
        ring.other().create("others");
        other.call(Administration.RAM, "CreateUser", "UserName", "bert");
        owner.bucket(PUT, "others")
                .with("acl")
                .header("x-oss-acl", "public-read")
                .send();
        assertThat(records(other))
                .extracting(record -> text(record, "/ActionName"))
                .as("its own changes, and the attempt of a stranger on its bucket")
                .containsExactly("PutBucketAcl", "CreateUser", "PutBucket");
        assertThat(records(ring.administration())).hasSize(4);
        assertThat(other.call(COFFER, "VerifyAuditTrail").status()).isEqualTo(403);
    }

    @Test
    void pagesLeadOnByTheirMarker() {
        for (int number = 0; number < 5; number++) {
            owner.create("bucket" + number);
        }
        Administration.Reply first = ring.administration().call(COFFER, "ListAuditRecords", "MaxItems", "3");
        assertThat(first.text("/IsTruncated")).isEqualTo("true");
        assertThat(records(ring.administration(), "Marker", first.text("/Marker")))
                .extracting(record -> text(record, "/Resource").replaceAll(".*:", ""))
                .containsExactly("bucket1", "bucket0");
    }

    private static boolean isOf(Name name, String prefix) {
        return name.startsWith(Name.of(prefix));
    }

    @Test
    void aCrashLeavesAnUnknownOutcome() {
        owner.create("bucket");
        LyingEngineFactory.COMMITTED.set(name -> {
            if (isOf(name, "bucket/")) {
                throw new AssertionError("the process ends here");
            }
        });
        owner.bucket(PUT, "bucket")
                .with("acl")
                .header("x-oss-acl", "public-read")
                .send();
        LyingEngineFactory.COMMITTED.set(name -> {});
        assertThat(text(newest(), "/ActionName")).isEqualTo("PutBucketAcl");
        assertThat(text(newest(), "/Outcome")).isEqualTo("Unknown");
        assertThat(verified()).isEqualTo("true []");
    }

    @Test
    void aChangeThatCannotBeRecordedDoesNotRun() {
        owner.create("bucket");
        LyingEngineFactory.COMMITTED.set(name -> {
            if (isOf(name, "audit/")) {
                throw new StorageException(StorageException.Kind.UNAVAILABLE, "no room");
            }
        });
        assertThat(owner.bucket(PUT, "bucket")
                        .with("acl")
                        .header("x-oss-acl", "public-read")
                        .send()
                        .outcome())
                .isEqualTo("503 ServiceUnavailable");
        assertThat(ring.administration()
                        .call(Administration.RAM, "CreateUser", "UserName", "anna")
                        .status())
                .isEqualTo(500);
        assertThat(owner.put("bucket", "k", "text").outcome())
                .as("objects do not depend on the trail")
                .isEqualTo("200");
        LyingEngineFactory.COMMITTED.set(name -> {});
        assertThat(owner.bucket(GET, "bucket").with("acl").send().text()).contains("<Grant>private</Grant>");
        assertThat(ring.administration()
                        .call(Administration.RAM, "GetUser", "UserName", "anna")
                        .status())
                .isEqualTo(404);
        owner.create("next");
        assertThat(verified()).isEqualTo("true []");
    }

    @Test
    void recordsAreKeptForAYear() {
        owner.create("bucket");
        ring.clock().advance(Duration.ofDays(364));
        owner.create("later");
        owner.create("newest");
        ring.runChore("audit");
        assertThat(countLater()).isEqualTo(3);
        ring.clock().advance(Duration.ofDays(2));
        ring.runChore("audit");
        assertThat(countLater()).isEqualTo(2);
        Administration.Reply reply = ring.administration().call(COFFER, "VerifyAuditTrail", "Timestamp", timestamp());
        assertThat(reply.text("/IsWhole")).isEqualTo("true");
        assertThat(reply.text("/Checkpoint/Number")).isEqualTo("1");
    }

    private int countLater() {
        return records(ring.administration(), "Timestamp", timestamp()).size();
    }

    private String timestamp() {
        return ring.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Test
    void everyRecordIsALineOfTheLog() {
        owner.create("bucket");
        List<String> lines = log.list.stream()
                .filter(event -> event.getLoggerName().equals("coffer.audit"))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst())
                .startsWith("{\"entry\":{")
                .contains("\"action\":\"PutBucket\"", "\"result\":\"SUCCESS\"")
                .doesNotContain("\n");
    }

    @Test
    void noSecretIsInRecordsLogsOrFiles() throws IOException {
        Path data = directory.resolve("embedded");
        String canary = "c4n4ry5ecret0fThisTest";
        List<String> secrets = new ArrayList<>(List.of("owner-secret", "other-secret", canary));
        try (Ring embedded = Ring.on(data)) {
            Administration root = embedded.administration();
            root.call(Administration.RAM, "CreateUser", "UserName", "anna", "Password", canary, "Plaintext", canary);
            Administration.Reply key = root.call(Administration.RAM, "CreateAccessKey", "UserName", "anna");
            secrets.add(key.text("/AccessKey/AccessKeySecret"));
            Administration.Reply account = root.call(COFFER, "CreateAccount", "AccountName", "third");
            secrets.add(account.text("/AccessKey/AccessKeySecret"));
            assertThat(secrets).allMatch(secret -> secret.length() > 10);
            root.call(Administration.RAM, "ListAccessKeys", "UserName", "anna");
            Client client = embedded.owner().create("bucket");
            client.bucket(PUT, "bucket")
                    .with("cors")
                    .with("security-token", canary)
                    .body("<x")
                    .send();
            client.bucket(POST, "bucket")
                    .with("cname")
                    .with("comp", "add")
                    .body("<BucketCnameConfiguration><Cname><Domain>a.example.com</Domain><CertificateConfiguration>"
                            + "<PrivateKey>" + canary + "</PrivateKey></CertificateConfiguration></Cname>"
                            + "</BucketCnameConfiguration>")
                    .send();
            List<JsonNode> records = records(root, "MaxItems", "1000");
            assertThat(records).hasSizeGreaterThan(4);
            assertThat(records.toString()).doesNotContain(secrets);
            assertThat(parameter(records.getFirst(), "document")).matches("\\[not recorded: [0-9]+ bytes]");
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).doesNotContain(secrets));
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
                        .as("%s", file)
                        .doesNotContain(secrets);
            }
        }
    }
}
