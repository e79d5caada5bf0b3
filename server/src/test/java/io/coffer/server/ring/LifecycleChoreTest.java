package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.encryption.KeyPurpose;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lifecycle rules at work: what goes, what moves and what stays, as days pass. */
@Covers({"PutBucketLifecycle"})
class LifecycleChoreTest {
    private static final String BUCKET = "aging";

    private Ring ring;

    @BeforeEach
    void start() {
        ring = Ring.inMemory();
        ring.clock().advanceToNoon();
        ring.owner().create(BUCKET);
    }

    @AfterEach
    void stop() {
        ring.close();
    }

    private void rules(String... rules) {
        StringBuilder document = new StringBuilder("<LifecycleConfiguration>");
        for (int at = 0; at < rules.length; at++) {
            document.append("<Rule><ID>r")
                    .append(at)
                    .append("</ID><Status>Enabled</Status>")
                    .append(rules[at])
                    .append("</Rule>");
        }
        assertThat(ring.owner()
                        .bucket(PUT, BUCKET)
                        .with("lifecycle")
                        .body(document.append("</LifecycleConfiguration>").toString())
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    private static String expiring(String prefix, int days) {
        return "<Prefix>" + prefix + "</Prefix><Expiration><Days>" + days + "</Days></Expiration>";
    }

    private void versioning(String status) {
        assertThat(ring.owner()
                        .bucket(PUT, BUCKET)
                        .with("versioning")
                        .body("<VersioningConfiguration><Status>" + status + "</Status></VersioningConfiguration>")
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    private void daysPass(int days) {
        ring.clock().advance(Duration.ofDays(days));
        ring.runChore("lifecycle");
    }

    private String put(String key) {
        Answer answer = ring.owner().put(BUCKET, key, "content of " + key);
        assertThat(answer.outcome()).isEqualTo("200");
        return answer.header("x-oss-version-id").orElse("");
    }

    private String storageClass(String key) {
        return ring.owner().head(BUCKET, key).header("x-oss-storage-class").orElse("none");
    }

    private int status(String key) {
        return ring.owner().head(BUCKET, key).status();
    }

    private String versions() {
        return ring.owner().bucket(GET, BUCKET).with("versions").send().text();
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    @Test
    void objectsGoWhenTheirDaysAreOver() {
        rules(expiring("logs/", 2));
        put("logs/a");
        put("kept/a");
        daysPass(1);
        assertThat(status("logs/a")).isEqualTo(200);
        daysPass(2);
        assertThat(status("logs/a")).isEqualTo(404);
        assertThat(status("kept/a")).isEqualTo(200);
        ring.runChore("lifecycle");
        assertThat(status("kept/a")).isEqualTo(200);
    }

    @Test
    void withoutRulesOrWithDisabledOnesNothingGoes() {
        put("a");
        ring.owner()
                .bucket(PUT, BUCKET)
                .with("lifecycle")
                .body("<LifecycleConfiguration><Rule><ID>r</ID><Prefix/><Status>Disabled</Status><Expiration>"
                        + "<Days>1</Days></Expiration></Rule></LifecycleConfiguration>")
                .send();
        daysPass(10);
        assertThat(status("a")).isEqualTo(200);
        ring.owner().bucket(DELETE, BUCKET).with("lifecycle").send();
        daysPass(10);
        assertThat(status("a")).isEqualTo(200);
    }

    @Test
    void answersAnnounceTheDayAndTheRule() {
        rules(expiring("logs/", 2));
        Instant due = ring.clock().instant().truncatedTo(ChronoUnit.DAYS).plus(3, ChronoUnit.DAYS);
        String announced = "expiry-date=\"" + io.coffer.protocol.HttpDates.format(due) + "\", rule-id=\"r0\"";
        assertThat(ring.owner().put(BUCKET, "logs/a", "x").header("x-oss-expiration"))
                .contains(announced);
        assertThat(ring.owner().get(BUCKET, "logs/a").header("x-oss-expiration"))
                .contains(announced);
        assertThat(ring.owner().head(BUCKET, "logs/a").header("x-oss-expiration"))
                .contains(announced);
        put("other");
        assertThat(ring.owner().head(BUCKET, "other").header("x-oss-expiration"))
                .isEmpty();
    }

    @Test
    void tagsAndSizesNarrowARule() {
        rules("<Prefix/><Tag><Key>kind</Key><Value>old</Value></Tag><Filter><ObjectSizeGreaterThan>3"
                + "</ObjectSizeGreaterThan></Filter><Expiration><Days>1</Days></Expiration>");
        ring.owner()
                .object(PUT, BUCKET, "old")
                .header("x-oss-tagging", "kind=old")
                .body("long enough")
                .send();
        ring.owner()
                .object(PUT, BUCKET, "new")
                .header("x-oss-tagging", "kind=new")
                .body("long enough")
                .send();
        ring.owner()
                .object(PUT, BUCKET, "short")
                .header("x-oss-tagging", "kind=old")
                .body("abc")
                .send();
        put("untagged");
        daysPass(3);
        assertThat(status("old")).isEqualTo(404);
        assertThat(status("new")).isEqualTo(200);
        assertThat(status("short")).isEqualTo(200);
        assertThat(status("untagged")).isEqualTo(200);
    }

    @Test
    void encryptedObjectsAgeAsOthersDo() {
        assertThat(ring.owner().putRule(BUCKET, "KMS").outcome()).isEqualTo("200");
        rules(
                "<Prefix>a</Prefix><Tag><Key>k</Key><Value>v</Value></Tag><Expiration><Days>1</Days></Expiration>",
                "<Prefix>b</Prefix><Transition><Days>1</Days><StorageClass>IA</StorageClass></Transition>");
        ring.owner()
                .object(PUT, BUCKET, "a")
                .header("x-oss-tagging", "k=v")
                .body("secret")
                .send();
        put("b");
        daysPass(3);
        assertThat(status("a")).isEqualTo(404);
        assertThat(storageClass("b")).isEqualTo("IA");
        assertThat(ring.owner().get(BUCKET, "b").text()).isEqualTo("content of b");
    }

    @Test
    void objectsGetColderStepByStep() {
        rules("<Prefix/><Transition><Days>1</Days><StorageClass>IA</StorageClass></Transition>"
                + "<Transition><Days>5</Days><StorageClass>Archive</StorageClass></Transition>"
                + "<Transition><Days>10</Days><StorageClass>ColdArchive</StorageClass></Transition>");
        put("a");
        String modified = ring.owner().head(BUCKET, "a").header("last-modified").orElseThrow();
        assertThat(storageClass("a")).isEqualTo("Standard");
        daysPass(3);
        assertThat(storageClass("a")).isEqualTo("IA");
        assertThat(ring.owner().get(BUCKET, "a").text()).isEqualTo("content of a");
        daysPass(4);
        assertThat(storageClass("a")).isEqualTo("Archive");
        assertThat(ring.owner().get(BUCKET, "a").outcome()).isEqualTo("403 InvalidObjectState");
        assertThat(ring.owner().head(BUCKET, "a").header("x-oss-transition-time"))
                .isEmpty();
        daysPass(5);
        Answer head = ring.owner().head(BUCKET, "a");
        assertThat(head.header("x-oss-storage-class")).contains("ColdArchive");
        assertThat(head.header("x-oss-transition-time")).isPresent();
        assertThat(head.header("last-modified")).contains(modified);
        assertThat(ring.owner().bucket(GET, BUCKET).send().element("TransitionTime"))
                .isPresent();
        daysPass(100);
        assertThat(storageClass("a")).isEqualTo("ColdArchive");
    }

    @Test
    void aRestoredCopyGoesWithTheClassItWasOf() {
        rules("<Prefix/><Transition><Days>5</Days><StorageClass>DeepColdArchive</StorageClass></Transition>");
        ring.owner()
                .object(PUT, BUCKET, "a")
                .header("x-oss-storage-class", "ColdArchive")
                .body("x")
                .send();
        ring.owner()
                .object(POST, BUCKET, "a")
                .with("restore")
                .body("<RestoreRequest><Days>100</Days></RestoreRequest>")
                .send();
        ring.clock().advance(Duration.ofMinutes(1));
        assertThat(ring.owner().get(BUCKET, "a").text()).isEqualTo("x");
        daysPass(7);
        assertThat(storageClass("a")).isEqualTo("DeepColdArchive");
        assertThat(ring.owner().head(BUCKET, "a").header("x-oss-restore")).isEmpty();
        assertThat(ring.owner().get(BUCKET, "a").outcome()).isEqualTo("403 InvalidObjectState");
    }

    @Test
    void withVersionsAnExpiredObjectIsHiddenAndItsVersionGoesLater() {
        versioning("Enabled");
        rules(expiring("", 2) + "<NoncurrentVersionExpiration><NoncurrentDays>5</NoncurrentDays>"
                + "</NoncurrentVersionExpiration>");
        String version = put("a");
        daysPass(3);
        Answer hidden = ring.owner().get(BUCKET, "a");
        assertThat(hidden.outcome()).isEqualTo("404 NoSuchKey");
        assertThat(hidden.header("x-oss-delete-marker")).contains("true");
        assertThat(ring.owner()
                        .object(GET, BUCKET, "a")
                        .with("versionId", version)
                        .send()
                        .text())
                .isEqualTo("content of a");
        daysPass(2);
        assertThat(count(versions(), "<Version>")).isEqualTo(1);
        daysPass(5);
        assertThat(count(versions(), "<Version>")).isZero();
        assertThat(count(versions(), "<DeleteMarker>"))
                .as("no rule removes the marker")
                .isEqualTo(1);
        rules("<Prefix/><Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>");
        daysPass(0);
        assertThat(count(versions(), "<DeleteMarker>")).isZero();
    }

    @Test
    void whileVersioningIsSuspendedANullMarkerTakesTheNullVersionsPlace() {
        put("a");
        versioning("Enabled");
        String version = put("a");
        versioning("Suspended");
        put("a");
        rules(expiring("", 2));
        daysPass(4);
        assertThat(status("a")).isEqualTo(404);
        assertThat(count(versions(), "<Version>")).isEqualTo(1);
        assertThat(versions()).contains(version).contains("<VersionId>null</VersionId><IsLatest>true</IsLatest>");
        assertThat(count(versions(), "<DeleteMarker>")).isEqualTo(1);
    }

    @Test
    void replacedVersionsGoTogetherAndTheCurrentOneStays() {
        versioning("Enabled");
        for (int i = 0; i < 5; i++) {
            put("a");
        }
        rules("<Prefix/><NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration>");
        daysPass(3);
        assertThat(count(versions(), "<Version>")).isEqualTo(1);
        assertThat(status("a")).isEqualTo(200);
        daysPass(30);
        assertThat(status("a")).isEqualTo(200);
    }

    @Test
    void replacedVersionsGetColderWithoutTheCurrentOne() {
        versioning("Enabled");
        String old = put("a");
        put("a");
        rules("<Prefix/><NoncurrentVersionTransition><NoncurrentDays>1</NoncurrentDays><StorageClass>IA"
                + "</StorageClass></NoncurrentVersionTransition>");
        daysPass(3);
        assertThat(storageClass("a")).isEqualTo("Standard");
        assertThat(ring.owner()
                        .object(HEAD, BUCKET, "a")
                        .with("versionId", old)
                        .send()
                        .header("x-oss-storage-class"))
                .contains("IA");
    }

    @Test
    void aHiddenObjectKeepsItsMarkerWhileItHasVersions() {
        versioning("Enabled");
        put("a");
        ring.owner().delete(BUCKET, "a");
        rules("<Prefix/><Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>");
        daysPass(3);
        assertThat(count(versions(), "<DeleteMarker>")).isEqualTo(1);
        assertThat(count(versions(), "<Version>")).isEqualTo(1);
    }

    @Test
    void anObjectWrittenAnewBeginsToAgeAnew() {
        rules(expiring("", 3));
        put("a");
        daysPass(2);
        put("a");
        daysPass(2);
        assertThat(status("a")).isEqualTo(200);
        daysPass(3);
        assertThat(status("a")).isEqualTo(404);
    }

    @Test
    void oneBucketsRulesLeaveOtherBucketsAlone() {
        ring.owner().create("neighbour");
        ring.owner().put("neighbour", "a", "x");
        put("a");
        rules(expiring("", 1));
        daysPass(3);
        assertThat(status("a")).isEqualTo(404);
        assertThat(ring.owner().head("neighbour", "a").status()).isEqualTo(200);
    }

    @Test
    void whatCannotBeJudgedStaysAndKeepsNothingElseBack() {
        String account = ring.owner().service(GET).send().element("ID").orElseThrow();
        String key = ring.keys().create(account, KeyPurpose.CUSTOMER, "tags").keyId();
        ring.owner().putKmsRule(BUCKET, key);
        rules("<Prefix/><Tag><Key>k</Key><Value>v</Value></Tag><Expiration><Days>1</Days></Expiration>");
        ring.owner()
                .object(PUT, BUCKET, "a")
                .header("x-oss-tagging", "k=v")
                .body("x")
                .send();
        ring.owner().putRule(BUCKET, "AES256");
        ring.owner()
                .object(PUT, BUCKET, "b")
                .header("x-oss-tagging", "k=v")
                .body("x")
                .send();
        ring.keys().disable(key);
        daysPass(3);
        assertThat(status("b")).isEqualTo(404);
        ring.keys().enable(key);
        assertThat(status("a")).isEqualTo(200);
        daysPass(0);
        assertThat(status("a")).isEqualTo(404);
    }

    private String initiate(String key) {
        return ring.owner()
                .object(POST, BUCKET, key)
                .with("uploads")
                .send()
                .element("UploadId")
                .orElseThrow();
    }

    @Test
    void uploadsThatWereNeverCompletedAreGivenUp() {
        rules("<Prefix>logs/</Prefix><AbortMultipartUpload><Days>2</Days></AbortMultipartUpload>");
        String old = initiate("logs/a");
        String kept = initiate("kept");
        ring.owner()
                .object(PUT, BUCKET, "logs/a")
                .with("uploadId", old)
                .with("partNumber", "1")
                .body("part")
                .send();
        daysPass(1);
        assertThat(uploads()).contains(old, kept);
        daysPass(2);
        String fresh = initiate("logs/a");
        ring.runChore("lifecycle");
        assertThat(uploads()).contains(kept, fresh).doesNotContain(old);
        assertThat(ring.owner()
                        .object(PUT, BUCKET, "logs/a")
                        .with("uploadId", old)
                        .with("partNumber", "1")
                        .body("part")
                        .send()
                        .outcome())
                .isEqualTo("404 NoSuchUpload");
        ring.runChore("sweep");
        assertThat(uploads()).contains(kept, fresh);
    }

    private String uploads() {
        return ring.owner().bucket(GET, BUCKET).with("uploads").send().text();
    }

    @Test
    void objectsOfSeveralPartsGetColderAndGo() {
        String upload = initiate("parts");
        String etag = ring.owner()
                .object(PUT, BUCKET, "parts")
                .with("uploadId", upload)
                .with("partNumber", "1")
                .body("content in parts")
                .send()
                .header("etag")
                .orElseThrow();
        rules("<Prefix/><Transition><Days>1</Days><StorageClass>IA</StorageClass></Transition>"
                + "<Expiration><Days>5</Days></Expiration>");
        Answer completed = ring.owner()
                .object(POST, BUCKET, "parts")
                .with("uploadId", upload)
                .body("<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + etag
                        + "</ETag></Part></CompleteMultipartUpload>")
                .send();
        assertThat(completed.outcome()).isEqualTo("200");
        assertThat(completed.header("x-oss-expiration")).isPresent();
        daysPass(3);
        assertThat(storageClass("parts")).isEqualTo("IA");
        assertThat(ring.owner().get(BUCKET, "parts").text()).isEqualTo("content in parts");
        daysPass(4);
        assertThat(status("parts")).isEqualTo(404);
    }

    @Test
    void whatIsKeptOutlivesItsRule() {
        put("kept");
        rules(expiring("", 1));
        String worm = ring.owner()
                .bucket(POST, BUCKET)
                .with("worm")
                .body("<InitiateWormConfiguration><RetentionPeriodInDays>10</RetentionPeriodInDays>"
                        + "</InitiateWormConfiguration>")
                .send()
                .header("x-oss-worm-id")
                .orElseThrow();
        assertThat(ring.owner().bucket(POST, BUCKET).with("wormId", worm).send().outcome())
                .isEqualTo("200");
        daysPass(5);
        assertThat(ring.owner().get(BUCKET, "kept").text()).isEqualTo("content of kept");
        daysPass(6);
        assertThat(ring.owner().head(BUCKET, "kept").status()).isEqualTo(404);
    }
}
