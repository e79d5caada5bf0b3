package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static io.coffer.server.ring.BucketLoggingTest.keys;
import static io.coffer.server.ring.BucketReplicationTest.add;
import static io.coffer.server.ring.BucketReplicationTest.to;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.encryption.KeyPurpose;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What replication does with objects. */
class ReplicationTest {
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

    /** Makes both buckets and the rule {@code r} between them. */
    private static void replicated(String source, String target, String more) {
        owner.create(source).create(target);
        assertThat(add(owner, source, "<ID>r</ID>" + to(target) + more).outcome())
                .isEqualTo("200");
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

    /** The clock of objects has whole seconds. */
    private static void aSecondLater() {
        ring.clock().advance(Duration.ofSeconds(1));
    }

    @Test
    void newAndChangedObjectsAreCopied() {
        replicated("rep-new", "rep-new-target", "");
        owner.object(PUT, "rep-new", "k")
                .header("x-oss-meta-color", "red")
                .header("content-type", "text/x")
                .header("cache-control", "no-cache")
                .header("x-oss-tagging", "a=1")
                .header("x-oss-object-acl", "public-read")
                .body("first")
                .send();
        run();
        Answer copy = owner.get("rep-new-target", "k");
        assertThat(copy.text()).isEqualTo("first");
        assertThat(copy.header("x-oss-meta-color")).contains("red");
        assertThat(copy.header("content-type")).contains("text/x");
        assertThat(copy.header("cache-control")).contains("no-cache");
        assertThat(copy.header("etag")).isEqualTo(owner.head("rep-new", "k").header("etag"));
        assertThat(owner.object(GET, "rep-new-target", "k")
                        .with("tagging")
                        .send()
                        .text())
                .contains("<Key>a</Key><Value>1</Value>");
        assertThat(owner.object(GET, "rep-new-target", "k").with("acl").send().element("Grant"))
                .contains("public-read");
        owner.put("rep-new", "k", "second");
        run();
        assertThat(owner.get("rep-new-target", "k").text()).isEqualTo("second");
        versioned("rep-new");
        versioned("rep-new-target");
        owner.object(PUT, "rep-new", "k")
                .with("acl")
                .header("x-oss-object-acl", "private")
                .send();
        run();
        assertThat(owner.object(GET, "rep-new-target", "k").with("acl").send().element("Grant"))
                .contains("private");
        owner.object(PUT, "rep-new", "k")
                .with("tagging")
                .body("<Tagging><TagSet><Tag><Key>b</Key><Value>2</Value></Tag></TagSet></Tagging>")
                .send();
        run();
        assertThat(owner.object(GET, "rep-new-target", "k")
                        .with("tagging")
                        .send()
                        .text())
                .contains("<Key>b</Key><Value>2</Value>");
        assertThat(owner.bucket(GET, "rep-new-target")
                        .with("versions")
                        .send()
                        .text()
                        .split("<Version>", -1))
                .as("one version: nothing of its body changed")
                .hasSize(2);
    }

    @Test
    void whatTheTargetChangesStaysUntilTheSourceChanges() {
        replicated("rep-own", "rep-own-target", "");
        owner.put("rep-own-target", "own", "own");
        owner.put("rep-own", "k", "source");
        run();
        owner.put("rep-own-target", "k", "target");
        run();
        assertThat(owner.get("rep-own-target", "k").text()).isEqualTo("target");
        assertThat(owner.get("rep-own-target", "own").text()).isEqualTo("own");
        owner.put("rep-own", "k", "again");
        run();
        assertThat(owner.get("rep-own-target", "k").text()).isEqualTo("again");
    }

    @Test
    void whatTheTargetWroteInTheReplicasPlaceIsNotDeleted() {
        replicated("rep-own-del", "rep-own-del-target", "<Action>ALL</Action>");
        owner.put("rep-own-del", "k", "replica");
        run();
        owner.put("rep-own-del-target", "k", "own");
        owner.delete("rep-own-del", "k");
        run();
        assertThat(owner.get("rep-own-del-target", "k").text()).isEqualTo("own");
    }

    @Test
    void deletionsAreReplicatedWithActionAllOnly() {
        replicated("rep-del", "rep-del-all", "<Action>ALL</Action>");
        owner.create("rep-del-put");
        add(owner, "rep-del", "<ID>p</ID><Action>PUT</Action>" + to("rep-del-put"));
        owner.put("rep-del", "k", "text");
        run();
        owner.delete("rep-del", "k");
        run();
        assertThat(owner.get("rep-del-all", "k").outcome()).isEqualTo("404 NoSuchKey");
        assertThat(owner.get("rep-del-put", "k").text()).isEqualTo("text");
        owner.put("rep-del", "k", "new");
        run();
        assertThat(owner.get("rep-del-all", "k").text()).isEqualTo("new");
        assertThat(owner.get("rep-del-put", "k").text()).isEqualTo("new");
    }

    @Test
    void olderObjectsAreCopiedWhenTheRuleSaysSo() {
        owner.create("rep-old").create("rep-old-yes").create("rep-old-no");
        owner.put("rep-old", "old", "old");
        aSecondLater();
        add(owner, "rep-old", "<ID>yes</ID>" + to("rep-old-yes"));
        add(
                owner,
                "rep-old",
                "<ID>no</ID>" + to("rep-old-no")
                        + "<HistoricalObjectReplication>disabled</HistoricalObjectReplication>");
        assertThat(progress("rep-old", "yes").element("HistoricalObject")).contains("0.00");
        owner.put("rep-old", "new", "new");
        run();
        assertThat(keys(owner, "rep-old-yes", "")).containsExactly("new", "old");
        assertThat(keys(owner, "rep-old-no", "")).containsExactly("new");
        assertThat(progress("rep-old", "yes").element("HistoricalObject")).contains("1.00");
        assertThat(progress("rep-old", "no").element("HistoricalObject")).isEmpty();
    }

    @Test
    void onlyThePrefixesAreCopied() {
        replicated(
                "rep-pre",
                "rep-pre-target",
                "<PrefixSet><Prefix>a/</Prefix><Prefix>a/b</Prefix><Prefix>c</Prefix></PrefixSet>");
        for (String key : new String[] {"a/1", "a/b", "b", "c"}) {
            owner.put("rep-pre", key, key);
        }
        run();
        assertThat(keys(owner, "rep-pre-target", "")).containsExactly("a/1", "a/b", "c");
    }

    @Test
    void kmsObjectsNeedTheRulesConsentAndTakeItsKey() {
        String account = owner.create("rep-kms")
                .bucket(GET, "rep-kms")
                .with("acl")
                .send()
                .element("ID")
                .orElseThrow();
        String key = ring.keys().create(account, KeyPurpose.CUSTOMER, "replica").keyId();
        replicated("rep-kms", "rep-kms-no", "");
        owner.create("rep-kms-yes");
        assertThat(add(
                                owner,
                                "rep-kms",
                                "<ID>kms</ID>" + to("rep-kms-yes")
                                        + "<SyncRole>role</SyncRole><SourceSelectionCriteria><SseKmsEncryptedObjects>"
                                        + "<Status>Enabled</Status></SseKmsEncryptedObjects>"
                                        + "</SourceSelectionCriteria><EncryptionConfiguration><ReplicaKmsKeyID>" + key
                                        + "</ReplicaKmsKeyID></EncryptionConfiguration>")
                        .outcome())
                .isEqualTo("200");
        for (String method : new String[] {"KMS", "AES256"}) {
            owner.object(PUT, "rep-kms", method)
                    .header("x-oss-server-side-encryption", method)
                    .body(method)
                    .send();
        }
        owner.put("rep-kms", "plain", "plain");
        run();
        assertThat(keys(owner, "rep-kms-no", "")).containsExactly("AES256", "plain");
        assertThat(keys(owner, "rep-kms-yes", "")).containsExactly("AES256", "KMS", "plain");
        Answer sealed = owner.get("rep-kms-yes", "KMS");
        assertThat(sealed.text()).isEqualTo("KMS");
        assertThat(sealed.header("x-oss-server-side-encryption-key-id")).contains(key);
        assertThat(owner.head("rep-kms-yes", "AES256").header("x-oss-server-side-encryption"))
                .contains("AES256");
        assertThat(owner.head("rep-kms-yes", "plain").header("x-oss-server-side-encryption"))
                .isEmpty();
    }

    @Test
    void theTargetsRuleEncryptsReplicas() {
        replicated("rep-enc", "rep-enc-target", "");
        owner.putRule("rep-enc-target", "SM4");
        owner.put("rep-enc", "k", "text");
        run();
        assertThat(owner.head("rep-enc-target", "k").header("x-oss-server-side-encryption"))
                .contains("SM4");
    }

    @Test
    void anObjectThatCannotBeReadWaits() {
        String account = owner.create("rep-wait")
                .bucket(GET, "rep-wait")
                .with("acl")
                .send()
                .element("ID")
                .orElseThrow();
        String key = ring.keys().create(account, KeyPurpose.CUSTOMER, "wait").keyId();
        replicated(
                "rep-wait",
                "rep-wait-target",
                "<SyncRole>role</SyncRole><SourceSelectionCriteria><SseKmsEncryptedObjects><Status>Enabled</Status>"
                        + "</SseKmsEncryptedObjects></SourceSelectionCriteria><EncryptionConfiguration>"
                        + "<ReplicaKmsKeyID>" + key + "</ReplicaKmsKeyID></EncryptionConfiguration>");
        owner.object(PUT, "rep-wait", "sealed")
                .header("x-oss-server-side-encryption", "KMS")
                .header("x-oss-server-side-encryption-key-id", key)
                .body("text")
                .send();
        owner.put("rep-wait", "open", "text");
        ring.keys().disable(key);
        String before = progress("rep-wait", "r").element("NewObject").orElseThrow();
        aSecondLater();
        run();
        assertThat(keys(owner, "rep-wait-target", "")).containsExactly("open");
        assertThat(progress("rep-wait", "r").element("NewObject")).contains(before);
        ring.keys().enable(key);
        run();
        assertThat(owner.get("rep-wait-target", "sealed").text()).isEqualTo("text");
        assertThat(progress("rep-wait", "r").element("NewObject").orElseThrow()).isGreaterThan(before);
    }

    @Test
    void bucketsThatReplicateIntoEachOtherComeToRest() {
        replicated("rep-one", "rep-two", "");
        replicated("rep-two", "rep-one", "");
        versioned("rep-one");
        versioned("rep-two");
        owner.put("rep-one", "k", "one");
        owner.put("rep-two", "l", "two");
        for (int i = 0; i < 3; i++) {
            run();
        }
        for (String bucket : new String[] {"rep-one", "rep-two"}) {
            assertThat(keys(owner, bucket, "")).containsExactly("k", "l");
            assertThat(owner.bucket(GET, bucket).with("versions").send().text().split("<Version>", -1))
                    .hasSize(3);
        }
    }

    private static void versioned(String bucket) {
        assertThat(owner.bucket(PUT, bucket)
                        .with("versioning")
                        .body("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    @Test
    void objectsUploadedInPartsAndAppendedKeepTheirETag() {
        replicated("rep-parts", "rep-parts-target", "");
        String upload = owner.object(POST, "rep-parts", "parts")
                .with("uploads")
                .send()
                .element("UploadId")
                .orElseThrow();
        String first = part(upload, 1, "x".repeat(100 * 1024));
        String second = part(upload, 2, "end");
        assertThat(owner.object(POST, "rep-parts", "parts")
                        .with("uploadId", upload)
                        .body("<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + first
                                + "</ETag></Part><Part><PartNumber>2</PartNumber><ETag>" + second
                                + "</ETag></Part></CompleteMultipartUpload>")
                        .send()
                        .outcome())
                .isEqualTo("200");
        append("one", 0);
        run();
        append("two", 3);
        run();
        for (String key : new String[] {"parts", "appended"}) {
            Answer original = owner.get("rep-parts", key);
            Answer replica = owner.get("rep-parts-target", key);
            assertThat(replica.text()).isEqualTo(original.text());
            assertThat(replica.header("etag")).isEqualTo(original.header("etag"));
        }
        assertThat(owner.get("rep-parts-target", "appended").text()).isEqualTo("onetwo");
    }

    private static String part(String upload, int number, String body) {
        return owner.object(PUT, "rep-parts", "parts")
                .with("partNumber", Integer.toString(number))
                .with("uploadId", upload)
                .body(body)
                .send()
                .header("etag")
                .orElseThrow();
    }

    private static void append(String body, int position) {
        assertThat(owner.object(POST, "rep-parts", "appended")
                        .with("append")
                        .with("position", Integer.toString(position))
                        .body(body)
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    @Test
    void symlinksAreReplicated() {
        replicated("rep-link", "rep-link-target", "");
        owner.put("rep-link", "goal", "text");
        owner.object(PUT, "rep-link", "link")
                .with("symlink")
                .header("x-oss-symlink-target", "goal")
                .send();
        run();
        assertThat(owner.get("rep-link-target", "link").text()).isEqualTo("text");
    }

    @Test
    void aTargetMadeAgainIsFilledAgain() {
        replicated("rep-again", "rep-again-target", "");
        owner.put("rep-again", "k", "text");
        run();
        owner.delete("rep-again-target", "k");
        assertThat(owner.bucket(DELETE, "rep-again-target").send().outcome()).isEqualTo("204");
        run();
        owner.create("rep-again-target");
        run();
        assertThat(owner.get("rep-again-target", "k").text()).isEqualTo("text");
    }

    @Test
    @Tag("own-engine")
    void aRestartGoesOn(@TempDir Path data) {
        try (Ring first = Ring.on(data)) {
            first.owner().create("rep-start").create("rep-start-target");
            add(first.owner(), "rep-start", "<ID>r</ID>" + to("rep-start-target"));
            first.owner().put("rep-start", "k", "one");
            first.runChore("replication");
            first.owner().put("rep-start", "l", "two");
            first.owner().delete("rep-start", "k");
        }
        try (Ring second = Ring.on(data)) {
            second.runChore("replication");
            assertThat(keys(second.owner(), "rep-start-target", "")).containsExactly("l");
        }
    }
}
