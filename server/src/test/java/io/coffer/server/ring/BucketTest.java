package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The life of buckets and what is told of them. */
@Covers({
    "PutBucket",
    "HeadBucket",
    "DeleteBucket",
    "ListBuckets",
    "GetBucketInfo",
    "GetBucketLocation",
    "GetBucketStat",
    "PutBucketAcl",
    "GetBucketAcl"
})
class BucketTest {
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

    private static String acl(String bucket) {
        return owner.bucket(GET, bucket).with("acl").send().element("Grant").orElseThrow();
    }

    @Test
    void makingABucketAgainKeepsItsAcl() {
        Answer made =
                owner.bucket(PUT, "again").header("x-oss-acl", "public-read").send();
        assertThat(made.outcome()).isEqualTo("200");
        assertThat(made.header("location")).contains("/again");
        owner.put("again", "key", "text");
        owner.create("again");
        assertThat(acl("again")).isEqualTo("public-read");
        assertThat(owner.get("again", "key").text()).isEqualTo("text");
        owner.bucket(PUT, "again").header("x-oss-acl", "private").send();
        assertThat(acl("again")).isEqualTo("private");
    }

    @Test
    void makingABucketAgainKeepsItsRule() {
        owner.create("again-ruled");
        owner.putRule("again-ruled", "SM4");
        owner.create("again-ruled");
        assertThat(owner.getRule("again-ruled").element("SSEAlgorithm")).contains("SM4");
    }

    @Test
    void theStorageClassStays() {
        owner.bucket(PUT, "classy").header("x-oss-storage-class", "IA").send();
        Answer refused = owner.bucket(PUT, "classy")
                .header("x-oss-storage-class", "Standard")
                .send();
        assertThat(refused.outcome()).isEqualTo("409 BucketAlreadyExists");
        assertThat(refused.element("Message").orElseThrow()).startsWith("Cannot modify existing bucket");
        assertThat(owner.bucket(PUT, "classy")
                        .body("<CreateBucketConfiguration><StorageClass>IA</StorageClass></CreateBucketConfiguration>")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(owner.bucket(PUT, "no-class")
                        .header("x-oss-storage-class", "Cheapest")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
    }

    @Test
    void anotherAccountCannotTakeAName() {
        owner.create("taken");
        Answer refused = ring.other().bucket(PUT, "taken").send();
        assertThat(refused.outcomeWithEc()).isEqualTo("409 BucketAlreadyExists 0015-00000104");
        assertThat(refused.element("Message").orElseThrow()).startsWith("The requested bucket name is not available.");
        assertThat(ring.other()
                        .bucket(PUT, "taken")
                        .with("acl")
                        .header("x-oss-acl", "public-read-write")
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(ring.other().bucket(DELETE, "taken").send().outcome()).isEqualTo("403 AccessDenied");
        assertThat(ring.anonymous().bucket(PUT, "anonymous").send().outcome()).isEqualTo("403 AccessDenied");
    }

    @Test
    void puttingAnAclMakesAMissingBucket() {
        assertThat(owner.bucket(PUT, "by-acl")
                        .with("acl")
                        .header("x-oss-acl", "public-read")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(acl("by-acl")).isEqualTo("public-read");
        assertThat(owner.bucket(PUT, "by-acl").with("acl").send().outcome()).isEqualTo("200");
        assertThat(acl("by-acl")).isEqualTo("public-read");
        assertThat(owner.bucket(PUT, "by-acl")
                        .with("acl")
                        .header("x-oss-acl", "everything")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(ring.anonymous()
                        .bucket(PUT, "by-nobody")
                        .with("acl")
                        .header("x-oss-acl", "public-read")
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
    }

    @ParameterizedTest
    @CsvSource({"oss-cn-hangzhou,200", "cn-hangzhou,200", "oss-cn-beijing,400 InvalidLocationConstraint"})
    void aBucketIsMadeHere(String place, String outcome) {
        assertThat(owner.bucket(PUT, "placed")
                        .body("<CreateBucketConfiguration><LocationConstraint>" + place
                                + "</LocationConstraint></CreateBucketConfiguration>")
                        .send()
                        .outcome())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ab",
                "-start",
                "end-",
                "Upper",
                "dot.dot",
                "under_score",
                "sp ace",
                "a234567890123456789012345678901234567890123456789012345678901234"
            })
    void namesOfOtherFormsAreRefused(String name) {
        assertThat(owner.bucket(PUT, name)
                        .path("/" + name.replace(" ", "%20"))
                        .send()
                        .outcomeWithEc())
                .isEqualTo("400 InvalidBucketName 0015-00000001");
    }

    @Test
    void aBucketWithObjectsIsKept() {
        owner.create("full");
        owner.put("full", "key", "text");
        Answer refused = owner.bucket(DELETE, "full").send();
        assertThat(refused.outcomeWithEc()).isEqualTo("409 BucketNotEmpty 0015-00000301");
        assertThat(refused.element("Message").orElseThrow())
                .startsWith("The bucket has objects. Please delete them first.");
        assertThat(owner.get("full", "key").text()).isEqualTo("text");
        owner.delete("full", "key");
        assertThat(owner.bucket(DELETE, "full").send().outcome()).isEqualTo("204");
        assertThat(owner.bucket(DELETE, "full").send().outcome()).isEqualTo("404 NoSuchBucket");
        assertThat(owner.put("full", "key", "text").outcome()).isEqualTo("404 NoSuchBucket");
    }

    @Test
    void aBucketMadeAfterADeletionIsNew() {
        owner.bucket(PUT, "reborn").header("x-oss-acl", "public-read").send();
        owner.putRule("reborn", "AES256");
        owner.bucket(DELETE, "reborn").send();
        owner.create("reborn");
        assertThat(acl("reborn")).isEqualTo("private");
        assertThat(owner.getRule("reborn").element("Code")).contains("NoSuchServerSideEncryptionRule");
    }

    @Test
    void thePlaceOfABucketIsTold() {
        owner.create("told");
        assertThat(owner.bucket(HEAD, "told").send().header("x-oss-bucket-region"))
                .contains("oss-cn-hangzhou");
        assertThat(owner.bucket(GET, "told").with("location").send().element("LocationConstraint"))
                .contains("oss-cn-hangzhou");
    }

    @ParameterizedTest
    @CsvSource({
        "oss-cn-hangzhou.aliyuncs.com,oss-cn-hangzhou.aliyuncs.com,oss-cn-hangzhou-internal.aliyuncs.com",
        "oss.aliyuncs.com,oss-cn-hangzhou.aliyuncs.com,oss-cn-hangzhou-internal.aliyuncs.com",
        "storage.example.com:9000,storage.example.com:9000,storage.example.com:9000",
        "localhost:9000,localhost:9000,localhost:9000",
    })
    void endpointsAreOfficialOrThoseTheCallerUsed(String domain, String extranet, String intranet) {
        owner.create("endpoints");
        Answer info =
                owner.bucket(GET, "endpoints").with("bucketInfo").under(domain).send();
        Answer list = owner.service(GET).host(domain).send();
        for (Answer answer : new Answer[] {info, list}) {
            assertThat(answer.outcome()).isEqualTo("200");
            assertThat(answer.element("ExtranetEndpoint")).contains(extranet);
            assertThat(answer.element("IntranetEndpoint")).contains(intranet);
            assertThat(answer.element("Location")).contains("oss-cn-hangzhou");
        }
    }

    @Test
    void everyAccountListsItsOwnBuckets() {
        Client other = ring.other();
        other.create("mine-1").create("mine-2").create("mine-3");
        String all = other.service(GET).send().text();
        assertThat(all).contains("<Name>mine-1</Name>", "<Name>mine-2</Name>").doesNotContain("<NextMarker>");
        assertThat(owner.service(GET).send().text()).doesNotContain("mine-1");
        Answer page =
                other.service(GET).with("prefix", "mine-").with("max-keys", "2").send();
        assertThat(page.element("IsTruncated")).contains("true");
        assertThat(page.element("NextMarker")).contains("mine-2");
        assertThat(other.service(GET)
                        .with("prefix", "mine-")
                        .with("marker", "mine-2")
                        .send()
                        .text())
                .contains("<Name>mine-3</Name>")
                .doesNotContain("<Name>mine-2</Name>");
        assertThat(other.service(GET).with("max-keys", "1001").send().outcome()).isEqualTo("400 InvalidArgument");
        assertThat(ring.anonymous().service(GET).send().outcome()).isEqualTo("403 AccessDenied");
    }

    @Test
    void theStatisticsCountWhatIsThere() {
        owner.create("counted");
        owner.putRule("counted", "AES256");
        owner.put("counted", "one", "1234567");
        owner.object(PUT, "counted", "two")
                .header("x-oss-storage-class", "IA")
                .body("123")
                .send();
        Answer stat = owner.bucket(GET, "counted").with("stat").send();
        assertThat(stat.element("Storage")).contains("10");
        assertThat(stat.element("ObjectCount")).contains("2");
        assertThat(stat.element("StandardStorage")).contains("7");
        assertThat(stat.element("InfrequentAccessStorage")).contains("3");
    }

    @Test
    void accountsHaveALimitOfBuckets() {
        try (Ring full = Ring.inMemory()) {
            for (int i = 0; i < 100; i++) {
                full.owner().create("bucket-" + i);
            }
            assertThat(full.owner().bucket(PUT, "one-more").send().outcome()).isEqualTo("400 TooManyBuckets");
            assertThat(full.owner().bucket(PUT, "bucket-7").send().outcome()).isEqualTo("200");
            assertThat(full.other().bucket(PUT, "one-more").send().outcome()).isEqualTo("200");
        }
    }
}
