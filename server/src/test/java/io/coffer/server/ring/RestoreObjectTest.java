package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects of the archive classes, and their restored copies. */
@Covers({"RestoreObject", "CleanRestoredObject"})
class RestoreObjectTest {
    private static final String BUCKET = "archive";

    private static Ring ring;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory("archive: {restore-seconds: 60}");
        ring.owner().create(BUCKET);
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static void put(String key, String storageClass) {
        assertThat(ring.owner()
                        .object(PUT, BUCKET, key)
                        .header("x-oss-storage-class", storageClass)
                        .body("frozen")
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    private static Answer restore(String key, String children) {
        Call call = ring.owner().object(POST, BUCKET, key).with("restore");
        return (children.isEmpty() ? call : call.body("<RestoreRequest>" + children + "</RestoreRequest>")).send();
    }

    private static Answer clean(String key) {
        return ring.owner()
                .object(POST, BUCKET, key)
                .with("cleanRestoredObject")
                .send();
    }

    private static String tier(String name) {
        return "<JobParameters><Tier>" + name + "</Tier></JobParameters>";
    }

    private static String restoreInfo(String key) {
        return ring.owner().head(BUCKET, key).header("x-oss-restore").orElse("none");
    }

    private static void ready() {
        ring.clock().advance(Duration.ofSeconds(61));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Archive", "ColdArchive", "DeepColdArchive"})
    void anArchivedObjectIsReadOnlyWhileItIsRestored(String storageClass) {
        String key = "life-" + storageClass;
        put(key, storageClass);
        Answer frozen = ring.owner().get(BUCKET, key);
        assertThat(frozen.outcome()).isEqualTo("403 InvalidObjectState");
        assertThat(ring.owner().head(BUCKET, key).header("content-length")).contains("6");
        assertThat(restoreInfo(key)).isEqualTo("none");

        assertThat(restore(key, "").status()).isEqualTo(202);
        assertThat(restoreInfo(key)).isEqualTo("ongoing-request=\"true\"");
        assertThat(ring.owner().get(BUCKET, key).outcome()).isEqualTo("403 InvalidObjectState");
        assertThat(restore(key, "").outcome()).isEqualTo("409 RestoreAlreadyInProgress");

        ready();
        assertThat(restoreInfo(key)).matches("ongoing-request=\"false\", expiry-date=\"[A-Z][a-z]{2}, .* GMT\"");
        Answer thawed = ring.owner().get(BUCKET, key);
        assertThat(thawed.text()).isEqualTo("frozen");
        assertThat(thawed.header("x-oss-storage-class")).contains(storageClass);
        assertThat(thawed.header("x-oss-restore")).contains(restoreInfo(key));

        ring.clock().advance(Duration.ofDays(1));
        assertThat(ring.owner().get(BUCKET, key).outcome()).isEqualTo("403 InvalidObjectState");
        assertThat(restoreInfo(key)).isEqualTo("none");
        assertThat(restore(key, "").status()).as("and once more").isEqualTo(202);
    }

    @Test
    void aRestoredObjectStaysReadableForLongerWhenAskedAgain() {
        put("longer", "Archive");
        assertThat(restore("longer", "<Days>2</Days>").status()).isEqualTo(202);
        ready();
        String first = restoreInfo("longer");
        assertThat(restore("longer", "<Days>7</Days>").status()).isEqualTo(200);
        assertThat(restoreInfo("longer")).isNotEqualTo(first);
        ring.clock().advance(Duration.ofDays(6));
        assertThat(ring.owner().get(BUCKET, "longer").text()).isEqualTo("frozen");
        ring.clock().advance(Duration.ofDays(1));
        assertThat(ring.owner().get(BUCKET, "longer").outcome()).isEqualTo("403 InvalidObjectState");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Expedited", "Standard", "Bulk"})
    void theTierIsAnsweredForAColdObject(String tier) {
        put("tier-" + tier, "ColdArchive");
        Answer answer = restore("tier-" + tier, "<Days>7</Days>" + tier(tier));
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("x-oss-object-restore-priority")).contains(tier);
    }

    @Test
    void theUsualTierIsStandardAndArchiveHasNone() {
        put("usual", "DeepColdArchive");
        assertThat(restore("usual", "<Days>365</Days>").header("x-oss-object-restore-priority"))
                .contains("Standard");
        put("none", "Archive");
        assertThat(restore("none", "<Days>1</Days>").header("x-oss-object-restore-priority"))
                .isEmpty();
    }

    @Test
    void whatIsUnderWayCanOnlyBeHurried() {
        put("hurried", "ColdArchive");
        assertThat(restore("hurried", tier("Standard")).status()).isEqualTo(202);
        assertThat(restore("hurried", tier("Bulk")).outcomeWithEc())
                .isEqualTo("409 RestoreAlreadyInProgress 0016-00000715");
        assertThat(restore("hurried", tier("Standard")).outcome()).isEqualTo("409 RestoreAlreadyInProgress");
        Answer hurried = restore("hurried", tier("Expedited"));
        assertThat(hurried.status()).isEqualTo(202);
        assertThat(hurried.header("x-oss-object-restore-priority")).contains("Expedited");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Standard        | ''                                        | 400 OperationNotSupported 0016-00000702
            IA              | <Days>1</Days>                            | 400 OperationNotSupported 0016-00000702
            Archive         | <Days>1</Days><J><Tier>Standard</Tier></J> | 400 MalformedXML 0016-00000608
            Archive         | <J/>                                      | 400 MalformedXML 0016-00000608
            Archive         | <Days>0</Days>                            | 400 InvalidArgument 0016-00000708
            Archive         | <Days>8</Days>                            | 400 InvalidArgument 0016-00000708
            Archive         | <Days>a</Days>                            | 400 InvalidArgument 0016-00000708
            ColdArchive     | <Days>366</Days>                          | 400 InvalidArgument 0016-00000704
            ColdArchive     | <Days>-1</Days>                           | 400 InvalidArgument 0016-00000704
            ColdArchive     | <J><Tier>Test</Tier></J>                  | 400 InvalidArgument 0016-00000703
            ColdArchive     | <J><Tier>standard</Tier></J>              | 400 InvalidArgument 0016-00000703
            DeepColdArchive | <J><Tier>Bulk</Tier></J>                  | 400 InvalidArgument 0016-00000703
            ColdArchive     | <Days>1</Days><Days>2</Days>              | 400 MalformedXML
            ColdArchive     | <Weeks>1</Weeks>                          | 400 MalformedXML
            """)
    void whatDoesNotFitIsRefusedAndRestoresNothing(String storageClass, String children, String outcome) {
        put("unfit", storageClass);
        Answer answer =
                restore("unfit", children.replace("<J", "<JobParameters").replace("</J", "</JobParameters"));
        assertThat(answer.outcomeWithEc()).isEqualTo(outcome);
        assertThat(restoreInfo("unfit")).isEqualTo("none");
    }

    @Test
    void whoMayNotWriteMayNotRestore() {
        put("guarded", "Archive");
        assertThat(ring.other()
                        .object(POST, BUCKET, "guarded")
                        .with("restore")
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(ring.anonymous()
                        .object(POST, BUCKET, "guarded")
                        .with("restore")
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(restoreInfo("guarded")).isEqualTo("none");
        assertThat(restore("absent", "").outcome()).isEqualTo("404 NoSuchKey");
    }

    @Test
    void aFrozenObjectIsNoSourceOfACopy() {
        put("source", "ColdArchive");
        Call copy = ring.owner()
                .object(PUT, BUCKET, "copy")
                .header("x-oss-copy-source", "/" + BUCKET + "/source")
                .header("x-oss-storage-class", "Standard");
        assertThat(copy.send().outcome()).isEqualTo("403 InvalidObjectState");
        assertThat(ring.owner().head(BUCKET, "copy").status()).isEqualTo(404);
        restore("source", "");
        ready();
        assertThat(ring.owner()
                        .object(PUT, BUCKET, "copy")
                        .header("x-oss-copy-source", "/" + BUCKET + "/source")
                        .header("x-oss-storage-class", "Standard")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(ring.owner().get(BUCKET, "copy").text()).isEqualTo("frozen");
        assertThat(ring.owner().head(BUCKET, "copy").header("x-oss-restore")).isEmpty();
    }

    @Test
    void listingsTellOfRestoredCopies() {
        ring.owner().create("listed");
        ring.owner()
                .object(PUT, "listed", "a")
                .header("x-oss-storage-class", "Archive")
                .body("x")
                .send();
        Call list = ring.owner().bucket(GET, "listed");
        assertThat(list.send().element("RestoreInfo")).isEmpty();
        ring.owner().object(POST, "listed", "a").with("restore").send();
        assertThat(ring.owner().bucket(GET, "listed").send().element("RestoreInfo"))
                .contains("ongoing-request=\"true\"");
        ready();
        for (String kind : new String[] {"versions", "prefix"}) {
            assertThat(ring.owner()
                            .bucket(GET, "listed")
                            .with(kind, "")
                            .send()
                            .element("RestoreInfo")
                            .orElse(""))
                    .startsWith("ongoing-request=\"false\", expiry-date=");
        }
    }

    @Test
    void aVersionIsRestoredByItself() {
        ring.owner().create("versioned");
        ring.owner()
                .bucket(PUT, "versioned")
                .with("versioning")
                .body("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
                .send();
        String old = ring.owner()
                .object(PUT, "versioned", "a")
                .header("x-oss-storage-class", "Archive")
                .body("old")
                .send()
                .header("x-oss-version-id")
                .orElseThrow();
        ring.owner()
                .object(PUT, "versioned", "a")
                .header("x-oss-storage-class", "Archive")
                .body("new")
                .send();
        Answer restored = ring.owner()
                .object(POST, "versioned", "a")
                .with("restore")
                .with("versionId", old)
                .send();
        assertThat(restored.status()).isEqualTo(202);
        assertThat(restored.header("x-oss-version-id")).contains(old);
        ready();
        assertThat(ring.owner()
                        .object(GET, "versioned", "a")
                        .with("versionId", old)
                        .send()
                        .text())
                .isEqualTo("old");
        assertThat(ring.owner().get("versioned", "a").outcome()).isEqualTo("403 InvalidObjectState");
    }

    @Test
    void aRestoredCopyIsGivenUpBeforeItsTime() {
        put("cleaned", "ColdArchive");
        assertThat(clean("cleaned").outcome()).isEqualTo("409 ArchiveRestoreFileStale");
        restore("cleaned", "<Days>100</Days>");
        assertThat(clean("cleaned").outcome()).isEqualTo("409 ArchiveRestoreNotFinished");
        assertThat(clean("cleaned").element("Message")).contains("The archive file's restore is not finished.");
        ready();
        assertThat(ring.owner().get(BUCKET, "cleaned").text()).isEqualTo("frozen");
        assertThat(clean("cleaned").outcome()).isEqualTo("200");
        assertThat(ring.owner().get(BUCKET, "cleaned").outcome()).isEqualTo("403 InvalidObjectState");
        assertThat(clean("cleaned").outcome()).isEqualTo("409 ArchiveRestoreFileStale");
        put("warm", "Standard");
        assertThat(clean("warm").outcome()).isEqualTo("400 OperationNotSupported");
    }
}
