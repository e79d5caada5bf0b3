package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Covers({"PutBucketResourceGroup", "GetBucketResourceGroup", "ListBuckets", "GetBucketInfo"})
class ResourceGroupTest {
    private static final String GROUP = "rg-aekz0123456789a";
    private static final String HEADER = "x-oss-resource-group-id";

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

    @Test
    void theDefaultIsOnePerAccountAndCanBeSetAgain() {
        owner.create("default-1").create("default-2");
        ring.other().create("default-3");
        String group = group(owner, "default-1");
        assertThat(group).matches("rg-[0-9a-z]{15}").isEqualTo(group(owner, "default-2"));
        assertThat(group(ring.other(), "default-3")).isNotEqualTo(group);
        assertThat(put("default-1", group).outcome()).isEqualTo("200");
        assertThat(group(owner, "default-1")).isEqualTo(group);
    }

    @Test
    void aBucketMovesToAnotherGroup() {
        owner.create("moving");
        assertThat(put("moving", GROUP).outcome()).isEqualTo("200");
        assertThat(group(owner, "moving")).isEqualTo(GROUP);
        assertThat(owner.bucket(GET, "moving").with("bucketInfo").send().element("ResourceGroupId"))
                .contains(GROUP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rg-xxxxxx", "rg-not-exist", "", "RG-aekz0123456789a", "aekz0123456789a"})
    void anIdThatNoGroupHasIsRefused(String id) {
        owner.create("staying");
        String former = group(owner, "staying");
        Answer answer = put("staying", id);
        assertThat(answer.outcomeWithEc()).isEqualTo("400 ResourceGroupIdPreCheckError 0039-00000003");
        assertThat(answer.element("Message")).contains("The resource group id precheck error");
        assertThat(group(owner, "staying")).isEqualTo(former);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<BucketResourceGroupConfiguration/>", "<ResourceGroupId>rg-1</ResourceGroupId>"})
    void malformedDocumentsAreRefused(String document) {
        owner.create("staying");
        assertThat(owner.bucket(PUT, "staying")
                        .with("resourceGroup")
                        .body(document)
                        .send()
                        .outcome())
                .isEqualTo("400 MalformedXML");
    }

    @Test
    void aBucketIsMadeInAGroupAndListedByIt() {
        String group = "rg-acfm0000000list";
        assertThat(owner.bucket(PUT, "in-group").header(HEADER, group).send().outcome())
                .isEqualTo("200");
        assertThat(group(owner, "in-group")).isEqualTo(group);
        owner.create("in-no-group");
        Answer listed = owner.service(GET).header(HEADER, group).send();
        assertThat(listed.text())
                .contains("<Name>in-group</Name>", "<ResourceGroupId>" + group + "</ResourceGroupId>")
                .doesNotContain("<Name>in-no-group</Name>");
        assertThat(owner.bucket(PUT, "in-bad-group")
                        .header(HEADER, "rg-1")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(owner.bucket(GET, "in-bad-group")
                        .with("resourceGroup")
                        .send()
                        .outcome())
                .isEqualTo("404 NoSuchBucket");
    }

    private static Answer put(String bucket, String id) {
        return owner.bucket(PUT, bucket)
                .with("resourceGroup")
                .body("<BucketResourceGroupConfiguration><ResourceGroupId>" + id
                        + "</ResourceGroupId></BucketResourceGroupConfiguration>")
                .send();
    }

    private static String group(Client client, String bucket) {
        return client.bucket(GET, bucket)
                .with("resourceGroup")
                .send()
                .element("ResourceGroupId")
                .orElseThrow();
    }
}
