package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is stored comes under another key, key version or cipher, and nobody sees anything of it. */
abstract class RewrapContract {
    private Ring ring;
    private Client owner;
    private Rewrapping rewrapping;

    abstract Ring open();

    @BeforeEach
    void start() {
        ring = open();
        owner = ring.owner();
        rewrapping = new Rewrapping(ring);
    }

    @AfterEach
    void stop() {
        ring.close();
    }

    private Map<String, Map<String, String>> seen(String bucket, List<String> keys) {
        Map<String, Map<String, String>> all = new HashMap<>();
        keys.forEach(key -> all.put(key, rewrapping.seen(bucket, key)));
        return all;
    }

    @Test
    void everythingComesUnderTheNewestVersion() {
        String key = rewrapping.newKey();
        owner.create("newest").putKmsRule("newest", key);
        List<String> keys = rewrapping.everyKind("newest");
        Map<String, Map<String, String>> before = seen("newest", keys);
        ring.keys().rotate(key);
        JsonNode report = rewrapping.complete("newest");
        assertThat(report.at("/Done/Rewrapped").asLong()).isEqualTo(5);
        assertThat(report.at("/Done/AttributeKeys").asLong()).isEqualTo(1);
        assertThat(report.at("/Done/Bytes").asLong()).isZero();
        assertThat(rewrapping
                        .use(key, "KeyVersion", "1")
                        .path("ProtectsNothing")
                        .asBoolean())
                .isTrue();
        JsonNode second = rewrapping.use(key, "KeyVersion", "2");
        assertThat(second.path("Entries").asLong()).isEqualTo(5);
        assertThat(second.path("AttributeKeys").asLong()).isEqualTo(1);
        assertThat(seen("newest", keys)).isEqualTo(before);
        assertThat(rewrapping.complete("newest").at("/Done/Rewrapped").asLong()).isZero();
    }

    @Test
    @Tag("unshared")
    void anUploadUnderWayComesUnderTheNewestVersion() {
        String key = rewrapping.newKey();
        owner.create("newest").putKmsRule("newest", key);
        String upload = rewrapping.begin("newest", "later");
        rewrapping.part("newest", "later", upload, 1, Rewrapping.bytes(102_400, 9));
        ring.keys().rotate(key);
        assertThat(rewrapping.complete("newest").at("/Done/Rewrapped").asLong()).isEqualTo(1);
        assertThat(rewrapping
                        .use(key, "KeyVersion", "1")
                        .path("ProtectsNothing")
                        .asBoolean())
                .isTrue();
        rewrapping.part("newest", "later", upload, 2, Rewrapping.bytes(10, 10));
        assertThat(rewrapping.completeUpload("newest", "later", upload).outcome())
                .isEqualTo("200");
        assertThat(owner.get("newest", "later").body()).hasSize(102_410);
        assertThat(rewrapping.complete("newest").at("/Done/Rewrapped").asLong()).isZero();
    }

    @Test
    void withTheFormerKeyDisabledEverythingIsThereUnderTheOther() {
        String former = rewrapping.newKey();
        String other = rewrapping.newKey();
        owner.create("moved").putKmsRule("moved", former);
        List<String> keys = rewrapping.everyKind("moved");
        Map<String, Map<String, String>> before = seen("moved", keys);
        JsonNode report = rewrapping.complete("moved", "KeyId", other);
        assertThat(rewrapping.use(former).path("ProtectsNothing").asBoolean())
                .as("%s %s", report, rewrapping.use(former))
                .isTrue();
        ring.keys().disable(former);
        assertThat(seen("moved", keys)).isEqualTo(before);
        assertThat(rewrapping.append("moved", "log", 8, "three").outcome()).isEqualTo("200");
        assertThat(owner.get("moved", "log").text()).isEqualTo("one two three");
    }

    @Test
    @Tag("unshared")
    void withTheFormerKeyDisabledAnUploadIsCompletedUnderTheOther() {
        String former = rewrapping.newKey();
        String other = rewrapping.newKey();
        owner.create("moved").putKmsRule("moved", former);
        String upload = rewrapping.begin("moved", "later");
        rewrapping.part("moved", "later", upload, 1, Rewrapping.bytes(102_400, 9));
        String listed = rewrapping.listParts("moved", "later", upload).text();
        rewrapping.complete("moved", "KeyId", other);
        ring.keys().disable(former);
        assertThat(rewrapping.listParts("moved", "later", upload).text()).isEqualTo(listed);
        assertThat(rewrapping.completeUpload("moved", "later", upload).outcome())
                .isEqualTo("200");
        Answer completed = owner.get("moved", "later");
        assertThat(completed.body()).isEqualTo(Rewrapping.bytes(102_400, 9));
        assertThat(completed.header("x-oss-meta-note")).contains("uploaded");
    }

    @Test
    void aFormerKeyTakesItsAttributeKeyBackWhenItIsUsedAgain() {
        String former = rewrapping.newKey();
        String other = rewrapping.newKey();
        owner.create("back").putKmsRule("back", former);
        owner.put("back", "a", "1");
        rewrapping.complete("back", "KeyId", other);
        owner.put("back", "b", "2");
        assertThat(rewrapping.use(former).path("AttributeKeys").asLong()).isEqualTo(1);
        ring.keys().disable(other);
        assertThat(owner.get("back", "b").text()).isEqualTo("2");
        assertThat(owner.get("back", "a").status()).isEqualTo(409);
        rewrapping.requireExact();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AES256", "SM4", "KMS"})
    void whatLiesInClearIsEncryptedInPlace(String algorithm) {
        owner.create("clear");
        List<String> keys = rewrapping.everyKind("clear");
        Map<String, Map<String, String>> before = seen("clear", keys);
        owner.putRule("clear", algorithm);
        JsonNode report = rewrapping.complete("clear");
        assertThat(report.at("/Done/Encrypted").asLong()).isEqualTo(5);
        assertThat(report.at("/Done/Bytes").asLong())
                .isEqualTo(report.at("/Planned/Bytes").asLong())
                .isPositive();
        assertThat(seen("clear", keys)).isEqualTo(before);
        assertThat(rewrapping.encryption("clear", "small")).isEqualTo(algorithm);
        assertThat(rewrapping.encryption("clear", "parts")).isEqualTo(algorithm);
        assertThat(rewrapping.append("clear", "log", 8, "three").outcome()).isEqualTo("200");
        assertThat(owner.get("clear", "log").text()).isEqualTo("one two three");
        assertThat(owner.object(GET, "clear", "parts")
                        .header("range", "bytes=102300-102500")
                        .send()
                        .body())
                .hasSize(201);
    }

    @ParameterizedTest
    @CsvSource({"AES256,SM4", "SM4,AES256", "KMS,SM4"})
    void anotherCipherMeansAnotherBody(String from, String to) {
        owner.create("cipher").putRule("cipher", from);
        List<String> keys = rewrapping.everyKind("cipher");
        Map<String, Map<String, String>> before = seen("cipher", keys);
        owner.putRule("cipher", to);
        JsonNode report = rewrapping.complete("cipher");
        assertThat(report.at("/Done/Reencrypted").asLong()).isEqualTo(5);
        assertThat(seen("cipher", keys)).isEqualTo(before);
        assertThat(rewrapping.encryption("cipher", "large")).isEqualTo(to);
    }

    @Test
    void anotherMethodWithTheSameCipherMovesNoBody() {
        owner.create("method").putRule("method", "AES256");
        owner.put("method", "a", Rewrapping.bytes(70_000, 3));
        owner.putRuleDocument("method", "<SSEAlgorithm>KMS</SSEAlgorithm>");
        JsonNode report = rewrapping.complete("method");
        assertThat(report.at("/Done/Rewrapped").asLong()).isEqualTo(1);
        assertThat(report.at("/Done/Bytes").asLong()).isZero();
        assertThat(rewrapping.encryption("method", "a")).isEqualTo("KMS");
        assertThat(owner.get("method", "a").body()).isEqualTo(Rewrapping.bytes(70_000, 3));
    }

    @Test
    void versionsKeepTheirIdsAndOrder() {
        owner.create("versions");
        owner.put("versions", "a", "null one");
        versioning("Enabled");
        owner.put("versions", "a", "first");
        owner.put("versions", "a", "second");
        owner.delete("versions", "a");
        versioning("Suspended");
        owner.put("versions", "a", "null two");
        String list = versions();
        List<String> ids = Pattern.compile("<VersionId>([^<]*)</VersionId>")
                .matcher(list)
                .results()
                .map(found -> found.group(1))
                .toList();
        Map<String, Map<String, String>> before = new HashMap<>();
        ids.forEach(id -> before.put(id, rewrapping.seen("versions", "a", id)));
        owner.putRule("versions", "AES256");
        assertThat(rewrapping.complete("versions").at("/Done/Encrypted").asLong())
                .isEqualTo(3);
        assertThat(versions()).isEqualTo(list);
        ids.forEach(id -> assertThat(rewrapping.seen("versions", "a", id)).isEqualTo(before.get(id)));
    }

    private void versioning(String status) {
        owner.bucket(PUT, "versions")
                .with("versioning")
                .body("<VersioningConfiguration><Status>" + status + "</Status></VersioningConfiguration>")
                .send();
    }

    private String versions() {
        return owner.bucket(GET, "versions").with("versions").send().text();
    }

    @ParameterizedTest
    @Tag("unshared")
    @CsvSource({"'',AES256", "AES256,SM4", "AES256,KMS", "'',SM4"})
    void uploadsUnderWayComeAlong(String from, String to) {
        owner.create("uploads");
        if (!from.isEmpty()) {
            owner.putRule("uploads", from);
        }
        String upload = rewrapping.begin("uploads", "key");
        rewrapping.part("uploads", "key", upload, 1, Rewrapping.bytes(102_400, 1));
        rewrapping.part("uploads", "key", upload, 2, Rewrapping.bytes(130_000, 2));
        String listed = rewrapping.listParts("uploads", "key", upload).text();
        String aborted = rewrapping.begin("uploads", "no");
        rewrapping.part("uploads", "no", aborted, 1, Rewrapping.bytes(10, 1));
        owner.putRule("uploads", to);
        rewrapping.complete("uploads");
        assertThat(rewrapping.listParts("uploads", "key", upload).text()).isEqualTo(listed);
        rewrapping.part("uploads", "key", upload, 3, Rewrapping.bytes(50, 3));
        assertThat(rewrapping.completeUpload("uploads", "key", upload).outcome())
                .isEqualTo("200");
        assertThat(rewrapping.encryption("uploads", "key")).isEqualTo(to);
        assertThat(owner.get("uploads", "key").body())
                .startsWith(Rewrapping.bytes(102_400, 1))
                .endsWith(Rewrapping.bytes(50, 3))
                .hasSize(232_450);
        assertThat(owner.object(DELETE, "uploads", "no")
                        .with("uploadId", aborted)
                        .send()
                        .outcome())
                .isEqualTo("204");
        rewrapping.requireExact();
    }

    @Test
    void whatIsKeptComesAlongAndStaysKept() {
        owner.create("kept");
        owner.put("kept", "a", "kept text");
        owner.bucket(POST, "kept")
                .with("worm")
                .body("<InitiateWormConfiguration><RetentionPeriodInDays>5</RetentionPeriodInDays>"
                        + "</InitiateWormConfiguration>")
                .send();
        assertThat(owner.delete("kept", "a").status()).isEqualTo(409);
        owner.putRule("kept", "AES256");
        rewrapping.complete("kept");
        assertThat(rewrapping.encryption("kept", "a")).isEqualTo("AES256");
        assertThat(owner.get("kept", "a").text()).isEqualTo("kept text");
        assertThat(owner.delete("kept", "a").status()).isEqualTo(409);
    }

    @Test
    void aDryRunCountsAndChangesNothing() {
        owner.create("dry");
        rewrapping.everyKind("dry");
        owner.putRule("dry", "AES256");
        JsonNode report = rewrapping.run("dry", "DryRun", "true");
        assertThat(report.at("/Planned/Encrypted").asLong()).isEqualTo(5);
        assertThat(report.path("Remaining").asLong()).isEqualTo(5);
        assertThat(report.at("/Done/Encrypted").asLong()).isZero();
        assertThat(rewrapping.encryption("dry", "small")).isEqualTo("none");
    }

    @Test
    void withoutRuleAndKeyWhatLiesInClearStaysSo() {
        String key = rewrapping.newKey();
        owner.create("own");
        owner.put("own", "clear", "1");
        owner.object(PUT, "own", "sealed")
                .header("x-oss-server-side-encryption", "KMS")
                .header("x-oss-server-side-encryption-key-id", key)
                .body("2")
                .send();
        ring.keys().rotate(key);
        JsonNode report = rewrapping.complete("own");
        assertThat(report.at("/Done/Rewrapped").asLong()).isEqualTo(1);
        assertThat(rewrapping.encryption("own", "clear")).isEqualTo("none");
        assertThat(rewrapping
                        .use(key, "KeyVersion", "1")
                        .path("ProtectsNothing")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void whatCannotBeDoneIsLeftWithItsReason() {
        String lost = rewrapping.newKey();
        owner.create("left").putKmsRule("left", lost);
        owner.put("left", "a", "1");
        owner.putRule("left", "AES256");
        owner.put("left", "b", "2");
        ring.keys().disable(lost);
        JsonNode report = rewrapping.run("left");
        assertThat(report.path("IsComplete").asBoolean()).isFalse();
        assertThat(report.path("Remaining").asLong()).isPositive();
        assertThat(report.at("/Reasons/Reason/0/Reason").asString()).isEqualTo("KeyDisabled");
        ring.keys().enable(lost);
        rewrapping.complete("left");
        assertThat(owner.get("left", "a").text()).isEqualTo("1");
    }

    @Test
    void whatAKeyVersionProtectsIsListedInPages() {
        String key = rewrapping.newKey();
        owner.create("listed").putKmsRule("listed", key);
        for (int number = 0; number < 7; number++) {
            owner.put("listed", "n" + number, "x");
        }
        Set<String> found = new TreeSet<>();
        String marker = "";
        int pages = 0;
        do {
            JsonNode page = ring.administration()
                    .succeed(
                            Administration.COFFER,
                            "ListKeyUse",
                            "KeyId",
                            key,
                            "KeyVersion",
                            "1",
                            "MaxItems",
                            "3",
                            "Marker",
                            marker)
                    .body();
            page.at("/Uses/Use")
                    .forEach(item -> found.add(item.path("Kind").asString() + " "
                            + item.path("Key").asString("") + " "
                            + item.path("BucketName").asString()));
            marker = page.path("Marker").asString("");
            pages++;
        } while (!marker.isEmpty());
        assertThat(found).hasSize(8).contains("AttributeKey  listed", "Version n0 listed", "Version n6 listed");
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void aBucketThatIsGoneUsesNoKey() {
        String key = rewrapping.newKey();
        owner.create("gone").putKmsRule("gone", key);
        owner.put("gone", "a", "1");
        owner.delete("gone", "a");
        assertThat(rewrapping.use(key).path("AttributeKeys").asLong()).isEqualTo(1);
        assertThat(owner.bucket(DELETE, "gone").send().outcome()).isEqualTo("204");
        assertThat(rewrapping.use(key).path("ProtectsNothing").asBoolean()).isTrue();
    }

    @Test
    void jobsAreRefusedWithTheRightError() {
        owner.create("refused");
        Administration administration = ring.administration();
        String other = ring.administration("LTAIother", "other-secret")
                .succeed(Administration.KMS, "CreateKey")
                .text("/KeyMetadata/KeyId");
        assertThat(administration
                        .call(Administration.COFFER, "StartRewrap", "BucketName", "refused", "KeyId", other)
                        .outcome())
                .isEqualTo("404 Forbidden.KeyNotFound");
        assertThat(administration
                        .call(Administration.COFFER, "StartRewrap", "BucketName", "none")
                        .outcome())
                .isEqualTo("404 NoSuchBucket");
        assertThat(administration
                        .call(Administration.COFFER, "StartRewrap", "BucketName", "refused", "DryRun", "perhaps")
                        .outcome())
                .isEqualTo("400 InvalidParameter.DryRun");
        assertThat(administration
                        .call(Administration.COFFER, "GetRewrap", "BucketName", "refused", "RewrapId", "0")
                        .outcome())
                .isEqualTo("404 NoSuchRewrap");
        assertThat(ring.administration("LTAIother", "other-secret")
                        .call(Administration.COFFER, "StartRewrap", "BucketName", "refused")
                        .outcome())
                .isEqualTo("404 NoSuchBucket");
        assertThat(ring.administration("LTAIother", "other-secret")
                        .call(Administration.COFFER, "VerifyLedger")
                        .outcome())
                .isEqualTo("403 NoPermission");
    }

    @Test
    void oneJobAtATimeAndACancelledOneEnds() {
        try (Ring slow = slow()) {
            Rewrapping work = new Rewrapping(slow);
            slow.owner().create("slow");
            for (int number = 0; number < 20; number++) {
                slow.owner().put("slow", "n" + number, "x");
            }
            slow.owner().putRule("slow", "AES256");
            String id = work.start("slow").text("/RewrapId");
            assertThat(slow.administration()
                            .call(Administration.COFFER, "StartRewrap", "BucketName", "slow")
                            .outcome())
                    .isEqualTo("409 RewrapInProgress");
            assertThat(slow.administration()
                            .succeed(Administration.COFFER, "CancelRewrap", "BucketName", "slow", "RewrapId", id)
                            .text("/Status"))
                    .isEqualTo("Cancelled");
            assertThat(slow.administration()
                            .succeed(Administration.COFFER, "ListRewraps", "BucketName", "slow")
                            .text("/Rewraps/Rewrap/0/RewrapId"))
                    .isEqualTo(id);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> slow.administration()
                            .call(Administration.COFFER, "StartRewrap", "BucketName", "slow", "DryRun", "true")
                            .outcome()
                            .equals("200"));
            work.requireExact();
        }
    }

    /** A server whose jobs do two objects in a second. */
    abstract Ring slow();
}
