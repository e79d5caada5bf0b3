package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of a bucket's data redundancy, and what the service tells of its places. */
@Covers({
    "CreateBucketDataRedundancyTransition",
    "GetBucketDataRedundancyTransition",
    "ListBucketDataRedundancyTransition",
    "DeleteBucketDataRedundancyTransition",
    "ListUserDataRedundancyTransition",
    "DescribeRegions",
    "ListCloudBoxes"
})
class DataRedundancyTest {
    private static final String KEYWORD = "redundancyTransition";
    private static final String TASK_ID = "x-oss-redundancy-transition-taskid";

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

    private static Answer create(String bucket, String target) {
        return owner.bucket(POST, bucket)
                .with(KEYWORD)
                .with("x-oss-target-redundancy-type", target)
                .send();
    }

    private static String created(String bucket) {
        owner.create(bucket);
        return create(bucket, "ZRS").element("TaskId").orElseThrow();
    }

    private static Answer get(String bucket, String task) {
        return owner.bucket(GET, bucket).with(KEYWORD).with(TASK_ID, task).send();
    }

    private static String redundancy(String bucket) {
        return owner.bucket(GET, bucket)
                .with("bucketInfo")
                .send()
                .element("DataRedundancyType")
                .orElseThrow();
    }

    @Test
    void aTaskChangesTheRedundancy() {
        String task = created("zones");
        assertThat(get("zones", task).element("Status")).contains("Queueing");
        assertThat(create("zones", "ZRS").outcome()).isEqualTo("409 BucketDataRedundancyTransitionAlreadyExist");
        assertThat(redundancy("zones")).isEqualTo("LRS");

        ring.runChore("redundancy-transition");
        Answer finished = get("zones", task);
        assertThat(finished.element("Status")).contains("Finished");
        assertThat(finished.element("Bucket")).contains("zones");
        assertThat(finished.element("ProcessPercentage")).contains("100");
        assertThat(finished.element("EndTime")).isPresent();
        assertThat(redundancy("zones")).isEqualTo("ZRS");
        assertThat(create("zones", "ZRS").outcome()).isEqualTo("400 OperationNotSupported");
    }

    @Test
    void aDeletedTaskIsNotCarriedOut() {
        String task = created("no-zones");
        assertThat(owner.bucket(GET, "no-zones").with(KEYWORD).send().element("TaskId"))
                .contains(task);
        assertThat(owner.bucket(DELETE, "no-zones")
                        .with(KEYWORD)
                        .with(TASK_ID, task)
                        .send()
                        .outcome())
                .isEqualTo("204");
        ring.runChore("redundancy-transition");
        assertThat(redundancy("no-zones")).isEqualTo("LRS");
        assertThat(get("no-zones", task).outcome()).isEqualTo("404 NoSuchBucketDataRedundancyTransition");
        assertThat(owner.bucket(GET, "no-zones").with(KEYWORD).send().element("TaskId"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LRS", "zrs", ""})
    void anotherTargetIsRefused(String target) {
        if (owner.bucket(GET, "bad-zones").send().status() == 404) {
            owner.create("bad-zones");
        }
        assertThat(create("bad-zones", target).outcome()).isEqualTo("400 InvalidArgument");
        assertThat(owner.bucket(GET, "bad-zones").with(KEYWORD).send().element("TaskId"))
                .isEmpty();
    }

    @Test
    void theTasksOfAnAccountComeInPages() {
        created("page-one");
        created("page-two");
        Answer first = page("");
        assertThat(first.element("IsTruncated")).contains("true");
        Answer second = page(first.element("NextContinuationToken").orElseThrow());
        assertThat(second.element("TaskId")).isPresent().isNotEqualTo(first.element("TaskId"));
        assertThat(ring.other().service(GET).with(KEYWORD).send().element("TaskId"))
                .isEmpty();
        assertThat(owner.service(GET).with(KEYWORD).with("max-keys", "x").send().outcome())
                .isEqualTo("400 InvalidArgument");
    }

    private static Answer page(String token) {
        Call call = owner.service(GET).with(KEYWORD).with("max-keys", "1");
        return token.isEmpty()
                ? call.send()
                : call.with("continuation-token", token).send();
    }

    @Test
    void thereIsOneRegion() {
        for (Call call : new Call[] {
            owner.service(GET).with("regions"), owner.service(GET).with("regions", "oss-cn-hangzhou")
        }) {
            Answer answer = call.send();
            assertThat(answer.element("Region")).contains("oss-cn-hangzhou");
            assertThat(answer.element("InternetEndpoint")).contains("127.0.0.1:" + ring.port());
        }
        Answer official = owner.service(GET)
                .with("regions")
                .host("oss-cn-hangzhou.aliyuncs.com")
                .send();
        assertThat(official.element("InternalEndpoint")).contains("oss-cn-hangzhou-internal.aliyuncs.com");
        assertThat(official.element("AccelerateEndpoint")).contains("oss-accelerate.aliyuncs.com");
        assertThat(owner.service(GET).with("regions", "oss-mars").send().outcome())
                .isEqualTo("404 NoSuchRegion");
        assertThat(ring.anonymous().service(GET).with("regions").send().status())
                .isEqualTo(403);
    }

    @Test
    void thereAreNoCloudBoxes() {
        Answer answer = owner.service(GET).with("cloudboxes").send();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("<CloudBoxes></CloudBoxes>");
    }
}
