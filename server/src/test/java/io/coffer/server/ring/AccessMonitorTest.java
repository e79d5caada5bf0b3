package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bucket that remembers when its objects were last read. */
@Covers({"PutBucketAccessMonitor", "GetBucketAccessMonitor", "GetObjectMeta"})
class AccessMonitorTest {
    private static final String BY_ACCESS = "<LifecycleConfiguration><Rule><ID>r</ID><Prefix/><Status>Enabled</Status>"
            + "<Transition><Days>3</Days><StorageClass>IA</StorageClass><IsAccessTime>true</IsAccessTime>"
            + "<ReturnToStdWhenVisit>true</ReturnToStdWhenVisit><AllowSmallFile>true</AllowSmallFile></Transition>"
            + "</Rule></LifecycleConfiguration>";

    private static Ring ring;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static Answer put(String bucket, String children) {
        return ring.owner()
                .bucket(PUT, bucket)
                .with("accessmonitor")
                .body("<AccessMonitorConfiguration>" + children + "</AccessMonitorConfiguration>")
                .send();
    }

    private static Answer set(String bucket, String status) {
        return put(bucket, "<Status>" + status + "</Status>");
    }

    private static String status(String bucket) {
        return ring.owner()
                .bucket(GET, bucket)
                .with("accessmonitor")
                .send()
                .element("Status")
                .orElseThrow();
    }

    private static Answer putLifecycle(String bucket, String document) {
        return ring.owner().bucket(PUT, bucket).with("lifecycle").body(document).send();
    }

    @Test
    void theStatusIsDisabledUntilItIsEnabled() {
        ring.owner().create("status");
        assertThat(status("status")).isEqualTo("Disabled");
        assertThat(info("status")).isEqualTo("Disabled");
        assertThat(set("status", "Enabled").outcome()).isEqualTo("200");
        assertThat(status("status")).isEqualTo("Enabled");
        assertThat(info("status")).isEqualTo("Enabled");
        assertThat(put("status", "<Status>Enabled</Status><AllowCopy>false</AllowCopy>")
                        .outcome())
                .isEqualTo("200");
        assertThat(ring.owner()
                        .bucket(GET, "status")
                        .with("accessmonitor")
                        .send()
                        .element("AllowCopy"))
                .contains("false");
        assertThat(set("status", "Disabled").outcome()).isEqualTo("200");
        assertThat(status("status")).isEqualTo("Disabled");
    }

    private static String info(String bucket) {
        return ring.owner()
                .bucket(GET, bucket)
                .with("bucketInfo")
                .send()
                .element("AccessMonitor")
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<Status/>",
                "<Status>aa</Status>",
                "<Status>enabled</Status>",
                "<Status>Enabled</Status><Status>Enabled</Status>",
                "<Status>Disabled</Status><AllowCopy>x</AllowCopy>",
                "<Status>Disabled</Status><More/>"
            })
    void anotherStatusIsRefusedAndChangesNothing(String children) {
        ring.owner().create("refusing");
        set("refusing", "Enabled");
        assertThat(put("refusing", children).outcome()).isEqualTo("400 MalformedXML");
        assertThat(status("refusing")).isEqualTo("Enabled");
    }

    @Test
    void onlyTheOwnerMayAskOrSet() {
        ring.owner().create("owned");
        for (Client client : new Client[] {ring.other(), ring.anonymous()}) {
            assertThat(client.bucket(GET, "owned").with("accessmonitor").send().outcome())
                    .isEqualTo("403 AccessDenied");
        }
        assertThat(set("nowhere", "Enabled").outcome()).isEqualTo("404 NoSuchBucket");
    }

    @Test
    void rulesThatCountReadsAndTheMonitorHoldEachOther() {
        ring.owner().create("held");
        assertThat(putLifecycle("held", BY_ACCESS).outcome()).isEqualTo("400 MalformedXML");
        assertThat(ring.owner().bucket(GET, "held").with("lifecycle").send().outcome())
                .isEqualTo("404 NoSuchLifecycle");
        set("held", "Enabled");
        assertThat(putLifecycle("held", BY_ACCESS).outcome()).isEqualTo("200");
        Answer rules = ring.owner().bucket(GET, "held").with("lifecycle").send();
        assertThat(rules.element("IsAccessTime")).contains("true");
        assertThat(rules.element("ReturnToStdWhenVisit")).contains("true");
        assertThat(rules.element("AllowSmallFile")).contains("true");
        assertThat(Long.parseLong(rules.element("AtimeBase").orElseThrow()))
                .isCloseTo(ring.clock().instant().getEpochSecond(), org.assertj.core.data.Offset.offset(60L));
        assertThat(set("held", "Disabled").outcome()).isEqualTo("400 AccessMonitorDisableNotAllowed");
        assertThat(status("held")).isEqualTo("Enabled");
        ring.owner()
                .bucket(io.coffer.protocol.Method.DELETE, "held")
                .with("lifecycle")
                .send();
        assertThat(set("held", "Disabled").outcome()).isEqualTo("200");
    }

    @Test
    void oneRuleMayCountReadsAndChanges() {
        ring.owner().create("both");
        set("both", "Enabled");
        assertThat(putLifecycle("both", """
                        <LifecycleConfiguration><Rule><ID>r</ID><Prefix>p</Prefix><Status>Enabled</Status>
                        <Expiration><Days>356</Days></Expiration>
                        <Transition><Days>355</Days><StorageClass>Archive</StorageClass>
                        <IsAccessTime>false</IsAccessTime></Transition>
                        <Transition><Days>352</Days><StorageClass>IA</StorageClass><IsAccessTime>true</IsAccessTime>
                        <ReturnToStdWhenVisit>true</ReturnToStdWhenVisit></Transition>
                        <NoncurrentVersionExpiration><NoncurrentDays>30</NoncurrentDays></NoncurrentVersionExpiration>
                        <NoncurrentVersionTransition><NoncurrentDays>25</NoncurrentDays>
                        <StorageClass>Archive</StorageClass><IsAccessTime>false</IsAccessTime>
                        </NoncurrentVersionTransition><NoncurrentVersionTransition>
                        <NoncurrentDays>22</NoncurrentDays><StorageClass>IA</StorageClass>
                        <IsAccessTime>true</IsAccessTime><ReturnToStdWhenVisit>false</ReturnToStdWhenVisit>
                        <AllowSmallFile>true</AllowSmallFile></NoncurrentVersionTransition>
                        </Rule></LifecycleConfiguration>""").outcome()).isEqualTo("200");
        assertThat(ring.owner().bucket(GET, "both").with("lifecycle").send().text())
                .contains("<Days>355</Days>", "<NoncurrentDays>22</NoncurrentDays>", "<AtimeBase>");
    }

    @Test
    void onlyAnObjectOfClassIaCanReturn() {
        ring.owner().create("returning");
        set("returning", "Enabled");
        assertThat(putLifecycle("returning", BY_ACCESS.replace(">IA<", ">Archive<"))
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(ring.owner()
                        .bucket(GET, "returning")
                        .with("lifecycle")
                        .send()
                        .outcome())
                .isEqualTo("404 NoSuchLifecycle");
    }

    private static Optional<String> lastAccess(String bucket, String key) {
        return ring.owner().object(HEAD, bucket, key).with("objectMeta").send().header("x-oss-last-access-time");
    }

    private static void becomes(Supplier<Optional<String>> value, Predicate<String> wanted) {
        Instant end = Instant.now().plusSeconds(10);
        while (value.get().filter(wanted).isEmpty()) {
            assertThat(Instant.now()).as("it was recorded in time").isBefore(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void theLastAccessIsToldOnlyWhileTheBucketWatches() {
        ring.owner().create("told");
        ring.owner().put("told", "a", "x");
        assertThat(lastAccess("told", "a")).isEmpty();
        set("told", "Enabled");
        assertThat(lastAccess("told", "a")).isPresent();
        assertThat(ring.owner().head("told", "a").header("x-oss-last-access-time"))
                .as("HeadObject does not tell it")
                .isEmpty();
        set("told", "Disabled");
        assertThat(lastAccess("told", "a")).isEmpty();
    }

    @Test
    void aReadIsRecordedOnceADay() {
        ring.owner().create("recorded");
        set("recorded", "Enabled");
        ring.owner().put("recorded", "a", "x");
        ring.owner().put("recorded", "b", "x");
        String written = lastAccess("recorded", "a").orElseThrow();
        String otherWritten = lastAccess("recorded", "b").orElseThrow();
        ring.clock().advance(Duration.ofHours(25));
        ring.owner().head("recorded", "b");
        ring.owner().get("recorded", "a");
        becomes(() -> lastAccess("recorded", "a"), time -> !time.equals(written));
        assertThat(lastAccess("recorded", "b")).as("a HEAD is no read").contains(otherWritten);
        String read = lastAccess("recorded", "a").orElseThrow();
        ring.clock().advance(Duration.ofHours(2));
        ring.owner().get("recorded", "a");
        ring.clock().advance(Duration.ofHours(2));
        ring.owner()
                .object(PUT, "recorded", "copy")
                .header("x-oss-copy-source", "/recorded/b")
                .send();
        becomes(() -> lastAccess("recorded", "b"), time -> !time.equals(otherWritten));
        assertThat(lastAccess("recorded", "a")).contains(read);
    }

    @Test
    void copiesAreNoReadsWhenTheBucketSaysSo() {
        ring.owner().create("copied");
        put("copied", "<Status>Enabled</Status><AllowCopy>false</AllowCopy>");
        ring.owner().put("copied", "a", "x");
        String written = lastAccess("copied", "a").orElseThrow();
        ring.clock().advance(Duration.ofDays(2));
        ring.owner()
                .object(PUT, "copied", "copy")
                .header("x-oss-copy-source", "/copied/a")
                .send();
        assertThat(lastAccess("copied", "a")).contains(written);
    }

    @Test
    void whatIsNotReadGetsColderAndReturnsWhenItIsRead() {
        ring.owner().create("tiered");
        set("tiered", "Enabled");
        assertThat(putLifecycle("tiered", BY_ACCESS).outcome()).isEqualTo("200");
        ring.owner().put("tiered", "read", "x");
        ring.owner().put("tiered", "left", "x");
        ring.clock().advance(Duration.ofDays(3));
        String written = lastAccess("tiered", "read").orElseThrow();
        ring.owner().get("tiered", "read");
        becomes(() -> lastAccess("tiered", "read"), time -> !time.equals(written));
        ring.clock().advance(Duration.ofDays(2));
        ring.runChore("lifecycle");
        assertThat(storageClass("read")).contains("Standard");
        assertThat(storageClass("left")).contains("IA");
        assertThat(ring.owner().get("tiered", "left").text()).isEqualTo("x");
        becomes(() -> storageClass("left"), "Standard"::equals);
    }

    private static Optional<String> storageClass(String key) {
        return ring.owner().head("tiered", key).header("x-oss-storage-class");
    }
}
