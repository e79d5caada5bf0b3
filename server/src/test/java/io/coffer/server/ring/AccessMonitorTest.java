package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bucket that remembers when its objects were last read. */
@Covers({"PutBucketAccessMonitor", "GetBucketAccessMonitor"})
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
        assertThat(put("status", "<Status>Enabled</Status><AllowCopy>false</AllowCopy>").outcome())
                .isEqualTo("200");
        assertThat(ring.owner().bucket(GET, "status").with("accessmonitor").send().element("AllowCopy"))
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
        ring.owner().bucket(io.coffer.protocol.Method.DELETE, "held").with("lifecycle").send();
        assertThat(set("held", "Disabled").outcome()).isEqualTo("200");
    }

    @Test
    void onlyAnObjectOfClassIaCanReturn() {
        ring.owner().create("returning");
        set("returning", "Enabled");
        assertThat(putLifecycle("returning", BY_ACCESS.replace(">IA<", ">Archive<")).outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(ring.owner().bucket(GET, "returning").with("lifecycle").send().outcome())
                .isEqualTo("404 NoSuchLifecycle");
    }
}
