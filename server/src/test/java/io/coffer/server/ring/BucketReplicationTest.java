package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replication between buckets of one server. */
@Covers({
    "PutBucketReplication",
    "GetBucketReplication",
    "DeleteBucketReplication",
    "GetBucketReplicationLocation",
    "GetBucketReplicationProgress",
    "PutBucketRtc"
})
class BucketReplicationTest {
    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        // the tests say when it runs
        ring = Ring.inMemory("replication: {interval-seconds: 86400}");
        owner = ring.owner();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    static Answer add(Client client, String bucket, String rule) {
        return client.bucket(POST, bucket)
                .with("replication")
                .with("comp", "add")
                .body("<ReplicationConfiguration><Rule>" + rule + "</Rule></ReplicationConfiguration>")
                .send();
    }

    static String to(String bucket) {
        return "<Destination><Bucket>" + bucket + "</Bucket><Location>oss-cn-hangzhou</Location></Destination>";
    }

    /** Makes both buckets and the rule {@code r} between them. */
    private static void replicated(String source, String target, String more) {
        owner.create(source).create(target);
        assertThat(add(owner, source, "<ID>r</ID>" + to(target) + more).outcome())
                .isEqualTo("200");
    }

    private static Answer get(String bucket) {
        return owner.bucket(GET, bucket).with("replication").send();
    }

    private static Answer remove(String bucket, String id) {
        return owner.bucket(POST, bucket)
                .with("replication")
                .with("comp", "delete")
                .body("<ReplicationRules><ID>" + id + "</ID></ReplicationRules>")
                .send();
    }

    private static Answer progress(String bucket, String id) {
        return owner.bucket(GET, bucket)
                .with("replicationProgress")
                .with("rule-id", id)
                .send();
    }

    private static void run() {
        ring.runChore("replication");
    }

    @Test
    void aRuleComesBackStartsAndCloses() {
        owner.create("rep-rule").create("rep-rule-target");
        assertThat(get("rep-rule").outcome()).isEqualTo("404 NoSuchReplicationConfiguration");
        Answer put = add(
                owner,
                "rep-rule",
                "<RTC><Status>enabled</Status></RTC><PrefixSet><Prefix>a</Prefix><Prefix>b</Prefix></PrefixSet>"
                        + "<Action>ALL,PUT</Action>" + to("rep-rule-target")
                        + "<HistoricalObjectReplication>disabled</HistoricalObjectReplication>"
                        + "<SyncRole>role</SyncRole><SourceSelectionCriteria><SseKmsEncryptedObjects>"
                        + "<Status>Disabled</Status></SseKmsEncryptedObjects></SourceSelectionCriteria>");
        assertThat(put.outcome()).isEqualTo("200");
        String id = put.header("x-oss-replication-rule-id").orElseThrow();
        assertThat(get("rep-rule").text())
                .endsWith("<ReplicationConfiguration><Rule><ID>" + id + "</ID>"
                        + "<PrefixSet><Prefix>a</Prefix><Prefix>b</Prefix></PrefixSet><Action>ALL,PUT</Action>"
                        + "<Destination><Bucket>rep-rule-target</Bucket><Location>oss-cn-hangzhou</Location>"
                        + "</Destination><Status>starting</Status>"
                        + "<HistoricalObjectReplication>disabled</HistoricalObjectReplication>"
                        + "<RTC><Status>enabled</Status></RTC><SyncRole>role</SyncRole>"
                        + "<SourceSelectionCriteria><SseKmsEncryptedObjects><Status>Disabled</Status>"
                        + "</SseKmsEncryptedObjects></SourceSelectionCriteria></Rule></ReplicationConfiguration>");
        run();
        assertThat(get("rep-rule").element("Status")).contains("doing");
        assertThat(remove("rep-rule", id).outcome()).isEqualTo("200");
        assertThat(get("rep-rule").element("Status")).contains("closing");
        run();
        assertThat(get("rep-rule").outcome()).isEqualTo("404 NoSuchReplicationConfiguration");
        assertThat(remove("rep-rule", id).outcome()).isEqualTo("200");
    }

    @ParameterizedTest
    @CsvSource({
        "<Bucket>rep-bad</Bucket>, 400 InvalidTargetBucket",
        "<Bucket>rep-missing</Bucket>, 400 InvalidTargetBucket",
        "<Bucket>rep-foreign</Bucket>, 400 InvalidTargetBucket",
        "<Bucket>rep-good</Bucket><Location>oss-cn-beijing</Location>, 400 InvalidTargetLocation",
        "<Bucket>rep-good</Bucket><TransferType>pigeon</TransferType>, 400 InvalidArgument",
        "<Location>oss-cn-hangzhou</Location>, 400 MalformedXML",
    })
    void badTargetsAreRefused(String destination, String outcome) {
        owner.create("rep-bad").create("rep-good");
        ring.other().create("rep-foreign");
        assertThat(add(owner, "rep-bad", "<Destination>" + destination + "</Destination>")
                        .outcome())
                .isEqualTo(outcome);
        assertThat(get("rep-bad").outcome()).isEqualTo("404 NoSuchReplicationConfiguration");
    }

    @ParameterizedTest
    @CsvSource({
        "<Action>SOME</Action>",
        "<HistoricalObjectReplication>yes</HistoricalObjectReplication>",
        "<ID>a/b</ID>",
        "<SourceSelectionCriteria><SseKmsEncryptedObjects><Status>Enabled</Status></SseKmsEncryptedObjects>"
                + "</SourceSelectionCriteria>",
    })
    void badRulesAreRefused(String part) {
        owner.create("rep-wrong").create("rep-right");
        assertThat(add(owner, "rep-wrong", to("rep-right") + part).outcome()).isEqualTo("400 InvalidArgument");
        assertThat(get("rep-wrong").outcome()).isEqualTo("404 NoSuchReplicationConfiguration");
    }

    @Test
    void aTargetAndAnIdAreTakenOnce() {
        replicated("rep-once", "rep-once-target", "");
        assertThat(add(owner, "rep-once", to("rep-once-target")).outcome())
                .isEqualTo("400 BucketReplicationAlreadyExist");
        owner.create("rep-once-other");
        assertThat(add(owner, "rep-once", "<ID>r</ID>" + to("rep-once-other")).outcome())
                .isEqualTo("400 BucketReplicationAlreadyExist");
        assertThat(add(ring.other(), "rep-once", to("rep-once-other")).outcome())
                .isEqualTo("403 AccessDenied");
    }

    @Test
    void aRuleIsNoWayAroundADenial() {
        owner.create("rep-right").create("rep-right-target");
        String kms = "<SyncRole>role</SyncRole><SourceSelectionCriteria><SseKmsEncryptedObjects>"
                + "<Status>Enabled</Status></SseKmsEncryptedObjects></SourceSelectionCriteria>"
                + "<EncryptionConfiguration><ReplicaKmsKeyID>k</ReplicaKmsKeyID></EncryptionConfiguration>";
        Client setter = RamUser.client(ring, "rep-setter", "oss:PutBucketReplication", "*");
        assertThat(add(setter, "rep-right", to("rep-right-target")).outcome()).isEqualTo("403 AccessDenied");
        Client writer = RamUser.client(
                ring, "rep-writer", "oss:PutBucketReplication\", \"oss:GetObject\", \"oss:PutObject", "*");
        assertThat(add(writer, "rep-right", to("rep-right-target")).outcome())
                .as("it replicates deletions too")
                .isEqualTo("403 AccessDenied");
        assertThat(add(writer, "rep-right", to("rep-right-target") + "<Action>PUT</Action>" + kms)
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(get("rep-right").outcome()).isEqualTo("404 NoSuchReplicationConfiguration");
        assertThat(add(writer, "rep-right", to("rep-right-target") + "<Action>PUT</Action>")
                        .outcome())
                .isEqualTo("200");
    }

    /** What is copied without its maker afterwards, it must be allowed to copy wholly. */
    @Test
    void aRuleCoversNothingThatIsDenied() {
        owner.create("rep-part").create("rep-part-target");
        String secret = "\"Resource\":\"acs:oss:*:*:rep-part/secret/*\"";
        Client kept = denied("rep-kept", secret);
        String whole = to("rep-part-target") + "<Action>PUT</Action>";
        for (String rule : List.of(
                whole,
                whole + prefix("sec"),
                whole + prefix("secret/of/all/"),
                whole + "<PrefixSet><Prefix>open/</Prefix><Prefix>secret/</Prefix></PrefixSet>")) {
            assertThat(add(kept, "rep-part", rule).outcome()).isEqualTo("403 AccessDenied");
        }
        Client tagged = denied(
                "rep-tagged",
                "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"oss:ExistingObjectTag/secret\":\"yes\"}}");
        assertThat(add(tagged, "rep-part", whole).outcome()).isEqualTo("403 AccessDenied");
        assertThat(get("rep-part").outcome()).isEqualTo("404 NoSuchReplicationConfiguration");
        assertThat(add(kept, "rep-part", whole + prefix("open/")).outcome()).isEqualTo("200");
        owner.create("rep-clear").create("rep-clear-target");
        Client plain = denied(
                "rep-plain", "\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"acs:SourceIp\":\"10.0.0.1\"}}");
        assertThat(add(plain, "rep-clear", to("rep-clear-target")).outcome()).isEqualTo("200");
    }

    private static String prefix(String prefix) {
        return "<PrefixSet><Prefix>" + prefix + "</Prefix></PrefixSet>";
    }

    private static Client denied(String name, String what) {
        return RamUser.named(ring, name)
                .with(
                        "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"oss:*\",\"Resource\":\"*\"},"
                                + "{\"Effect\":\"Deny\",\"Action\":\"oss:GetObject\"," + what + "}]}")
                .client();
    }

    @Test
    void theLocationIsTheServers() {
        owner.create("rep-loc");
        assertThat(owner.bucket(GET, "rep-loc")
                        .with("replicationLocation")
                        .send()
                        .text())
                .endsWith("<ReplicationLocation><Location>oss-cn-hangzhou</Location><LocationTransferTypeConstraint>"
                        + "<LocationTransferType><Location>oss-cn-hangzhou</Location><TransferTypes>"
                        + "<Type>internal</Type></TransferTypes></LocationTransferType>"
                        + "</LocationTransferTypeConstraint><LocationRTCConstraint>"
                        + "<Location>oss-cn-hangzhou</Location></LocationRTCConstraint></ReplicationLocation>");
    }

    @Test
    void progressIsToldForOneRuleOrAll() {
        owner.create("rep-prog-none");
        assertThat(progress("rep-prog-none", "r").outcome()).isEqualTo("404 NoSuchReplicationRule");
        replicated("rep-prog", "rep-prog-target", "");
        assertThat(progress("rep-prog", "x").outcome()).isEqualTo("404 NoSuchReplicationRule");
        Answer all = owner.bucket(GET, "rep-prog").with("replicationProgress").send();
        assertThat(all.element("ID")).contains("r");
        assertThat(all.element("NewObject").orElseThrow()).endsWith("Z");
    }

    @Test
    void timeControlIsKept() {
        replicated("rep-rtc", "rep-rtc-target", "");
        assertThat(rtc("rep-rtc", "<RTC><Status>enabled</Status></RTC><ID>r</ID>")
                        .outcome())
                .isEqualTo("200");
        assertThat(get("rep-rtc").text()).contains("<RTC><Status>enabled</Status></RTC>");
        assertThat(rtc("rep-rtc", "<RTC><Status>enabled</Status></RTC><ID>x</ID>")
                        .outcomeWithEc())
                .isEqualTo("404 NoSuchReplicationRule 0031-00000110");
        assertThat(rtc("rep-rtc", "<RTC><Status>enabled</Status></RTC>").outcomeWithEc())
                .isEqualTo("400 InvalidArgument 0031-00000015");
        assertThat(rtc("rep-rtc", "<RTC><Status>on</Status></RTC><ID>r</ID>").outcome())
                .isEqualTo("400 InvalidArgument");
    }

    private static Answer rtc(String bucket, String children) {
        return owner.bucket(PUT, bucket)
                .with("rtc")
                .body("<ReplicationRule>" + children + "</ReplicationRule>")
                .send();
    }
}
