package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The retention policy of a bucket: its life, and what it keeps. */
@Covers({"InitiateBucketWorm", "AbortBucketWorm", "CompleteBucketWorm", "ExtendBucketWorm", "GetBucketWorm"})
class BucketWormTest {
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

    private static Answer initiate(String bucket, String days) {
        return owner.bucket(POST, bucket)
                .with("worm")
                .body("<InitiateWormConfiguration><RetentionPeriodInDays>" + days
                        + "</RetentionPeriodInDays></InitiateWormConfiguration>")
                .send();
    }

    private static Answer complete(String bucket, String id) {
        return owner.bucket(POST, bucket).with("wormId", id).send();
    }

    private static Answer extend(String bucket, String id, String days) {
        return owner.bucket(POST, bucket)
                .with("wormExtend")
                .with("wormId", id)
                .body("<ExtendWormConfiguration><RetentionPeriodInDays>" + days
                        + "</RetentionPeriodInDays></ExtendWormConfiguration>")
                .send();
    }

    private static Answer abort(String bucket) {
        return owner.bucket(DELETE, bucket).with("worm").send();
    }

    private static Answer get(String bucket) {
        return owner.bucket(GET, bucket).with("worm").send();
    }

    private static String initiated(String bucket, int days) {
        Answer answer = initiate(bucket, Integer.toString(days));
        assertThat(answer.outcome()).isEqualTo("200");
        return answer.header("x-oss-worm-id").orElseThrow();
    }

    @Test
    void aPolicyIsInitiatedLockedAndExtended() {
        owner.create("worm-life");
        assertThat(get("worm-life").outcome()).isEqualTo("404 NoSuchWORMConfiguration");
        String id = initiated("worm-life", 1);
        assertThat(get("worm-life").element("State")).contains("InProgress");
        assertThat(get("worm-life").element("WormId")).contains(id);
        assertThat(get("worm-life").element("RetentionPeriodInDays")).contains("1");
        assertThat(get("worm-life").element("CreationDate")).isPresent();

        assertThat(extend("worm-life", id, "2").outcome()).isEqualTo("400 InvalidWORMConfiguration");
        assertThat(complete("worm-life", id).outcome()).isEqualTo("200");
        assertThat(get("worm-life").element("State")).contains("Locked");
        assertThat(complete("worm-life", id).outcome()).isEqualTo("200");

        assertThat(extend("worm-life", id, "3").outcome()).isEqualTo("200");
        assertThat(get("worm-life").element("RetentionPeriodInDays")).contains("3");
        for (String days : new String[] {"3", "2"}) {
            assertThat(extend("worm-life", id, days).outcome()).isEqualTo("400 InvalidWORMConfiguration");
        }
        assertThat(abort("worm-life").outcome()).isEqualTo("403 WORMConfigurationLocked");
        assertThat(initiate("worm-life", "9").outcome()).isEqualTo("403 WORMConfigurationLocked");
        assertThat(get("worm-life").element("RetentionPeriodInDays")).contains("3");
    }

    @Test
    void aPolicyInProgressIsAbortedOrLapses() {
        owner.create("worm-abort");
        initiated("worm-abort", 5);
        assertThat(initiate("worm-abort", "1").outcome()).isEqualTo("400 InvalidWORMConfiguration");
        assertThat(get("worm-abort").element("RetentionPeriodInDays")).contains("5");
        assertThat(abort("worm-abort").outcome()).isEqualTo("204");
        assertThat(abort("worm-abort").outcome()).isEqualTo("204");
        assertThat(get("worm-abort").outcome()).isEqualTo("404 NoSuchWORMConfiguration");

        String id = initiated("worm-abort", 5);
        ring.clock().advance(Duration.ofHours(24));
        assertThat(get("worm-abort").outcome()).isEqualTo("404 NoSuchWORMConfiguration");
        assertThat(complete("worm-abort", id).outcome()).isEqualTo("404 NoSuchWORMConfiguration");
        initiated("worm-abort", 2);
    }

    @Test
    void anotherIdIsUnknown() {
        owner.create("worm-id");
        String id = initiated("worm-id", 5);
        assertThat(complete("worm-id", id + "0").outcome()).isEqualTo("404 NoSuchWORMConfiguration");
        assertThat(get("worm-id").element("State")).contains("InProgress");
        complete("worm-id", id);
        assertThat(extend("worm-id", "0", "9").outcome()).isEqualTo("404 NoSuchWORMConfiguration");
        assertThat(get("worm-id").element("RetentionPeriodInDays")).contains("5");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 400 InvalidArgument",
        "25551, 400 InvalidArgument",
        "-1, 400 InvalidArgument",
        "x, 400 MalformedXML",
        "'', 400 MalformedXML"
    })
    void aPeriodOutOfBoundsIsRefused(String days, String outcome) {
        if (!get("worm-days").outcome().equals("404 NoSuchWORMConfiguration")) {
            owner.create("worm-days");
        }
        assertThat(initiate("worm-days", days).outcome()).isEqualTo(outcome);
        assertThat(get("worm-days").outcome()).isEqualTo("404 NoSuchWORMConfiguration");
    }

    @Test
    void onlyTheOwnerMayTouchIt() {
        owner.create("worm-owner");
        String id = initiated("worm-owner", 5);
        for (Client stranger : new Client[] {ring.other(), ring.anonymous()}) {
            assertThat(stranger.bucket(POST, "worm-owner")
                            .with("wormId", id)
                            .send()
                            .status())
                    .isEqualTo(403);
            assertThat(stranger.bucket(DELETE, "worm-owner").with("worm").send().status())
                    .isEqualTo(403);
        }
        assertThat(get("worm-owner").element("State")).contains("InProgress");
    }
}
