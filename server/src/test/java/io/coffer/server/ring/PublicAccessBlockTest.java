package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Covers({
    "PutPublicAccessBlock",
    "GetPublicAccessBlock",
    "DeletePublicAccessBlock",
    "PutBucketPublicAccessBlock",
    "GetBucketPublicAccessBlock",
    "DeleteBucketPublicAccessBlock"
})
class PublicAccessBlockTest {
    private static final String ON = "<PublicAccessBlockConfiguration><BlockPublicAccess>true</BlockPublicAccess>"
            + "</PublicAccessBlockConfiguration>";
    private static final String PUBLIC_POLICY = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":\"*\",\"Action\":\"oss:GetObject\",\"Resource\":\"*\"}]}";

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

    @AfterEach
    void unblock() {
        assertThat(owner.service(DELETE).with("publicAccessBlock").send().outcome())
                .isEqualTo("204");
    }

    @Test
    void itIsOffUntilItIsSetAndAfterItIsDeleted() {
        owner.create("cycle");
        assertThat(shown("cycle")).isEqualTo("false");
        assertThat(info("cycle")).isEqualTo("false");
        block("cycle");
        assertThat(shown("cycle")).isEqualTo("true");
        assertThat(info("cycle")).isEqualTo("true");
        assertThat(owner.bucket(DELETE, "cycle")
                        .with("publicAccessBlock")
                        .send()
                        .outcome())
                .isEqualTo("204");
        assertThat(owner.bucket(DELETE, "cycle")
                        .with("publicAccessBlock")
                        .send()
                        .outcome())
                .isEqualTo("204");
        assertThat(shown("cycle")).isEqualTo("false");
    }

    @Test
    void anAccountBlocksAllItsBuckets() {
        owner.create("of-account");
        assertThat(ofAccount(owner)).isEqualTo("false");
        assertThat(blockAccount().outcome()).isEqualTo("200");
        assertThat(ofAccount(owner)).isEqualTo("true");
        assertThat(shown("of-account")).isEqualTo("false");
        assertThat(info("of-account")).isEqualTo("true");
        assertThat(ofAccount(ring.other())).isEqualTo("false");
        assertThat(ring.anonymous()
                        .service(GET)
                        .with("publicAccessBlock")
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsPublicGrantsNothingWhileItIsOn(boolean byAccount) {
        String bucket = "ignored-" + byAccount;
        owner.create(bucket);
        owner.put(bucket, "key", "text");
        owner.bucket(PUT, bucket)
                .with("acl")
                .header("x-oss-acl", "public-read-write")
                .send();
        owner.object(PUT, bucket, "open")
                .header("x-oss-object-acl", "public-read")
                .body("text")
                .send();
        owner.bucket(PUT, bucket).with("policy").body(PUBLIC_POLICY).send();
        assertThat(ring.anonymous().get(bucket, "key").text()).isEqualTo("text");
        if (byAccount) {
            blockAccount();
        } else {
            block(bucket);
        }
        for (Client stranger : new Client[] {ring.anonymous(), ring.other()}) {
            assertThat(stranger.get(bucket, "key").outcome()).isEqualTo("403 AccessDenied");
            assertThat(stranger.get(bucket, "open").outcome()).isEqualTo("403 AccessDenied");
            assertThat(stranger.put(bucket, "more", "text").outcome()).isEqualTo("403 AccessDenied");
            assertThat(stranger.bucket(GET, bucket).send().outcome()).isEqualTo("403 AccessDenied");
        }
        assertThat(owner.get(bucket, "key").text()).isEqualTo("text");
        owner.service(DELETE).with("publicAccessBlock").send();
        owner.bucket(DELETE, bucket).with("publicAccessBlock").send();
        assertThat(ring.anonymous().get(bucket, "key").text()).isEqualTo("text");
    }

    @Test
    void aPolicyForCertainCallersStillGrants() {
        String account = ring.administration("LTAIother", "other-secret")
                .call(Administration.STS, "GetCallerIdentity")
                .text("/AccountId");
        owner.create("certain");
        owner.put("certain", "key", "text");
        block("certain");
        assertThat(owner.bucket(PUT, "certain")
                        .with("policy")
                        .body(PUBLIC_POLICY.replace("\"*\",\"Action\"", "[\"" + account + "\"],\"Action\""))
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(ring.other().get("certain", "key").text()).isEqualTo("text");
    }

    @Test
    void nothingPublicCanBeSetWhileItIsOn() {
        owner.create("guarded");
        owner.put("guarded", "key", "text");
        block("guarded");
        String refused = "403 AccessDenied";
        assertThat(owner.bucket(PUT, "guarded")
                        .with("policy")
                        .body(PUBLIC_POLICY)
                        .send()
                        .outcome())
                .isEqualTo(refused);
        for (String acl : new String[] {"public-read", "public-read-write"}) {
            assertThat(owner.bucket(PUT, "guarded")
                            .with("acl")
                            .header("x-oss-acl", acl)
                            .send()
                            .outcome())
                    .isEqualTo(refused);
            assertThat(owner.bucket(PUT, "guarded")
                            .header("x-oss-acl", acl)
                            .send()
                            .outcome())
                    .isEqualTo(refused);
            assertThat(owner.object(PUT, "guarded", "key")
                            .with("acl")
                            .header("x-oss-object-acl", acl)
                            .send()
                            .outcome())
                    .isEqualTo(refused);
            assertThat(owner.object(PUT, "guarded", "new")
                            .header("x-oss-object-acl", acl)
                            .body("text")
                            .send()
                            .outcome())
                    .isEqualTo(refused);
        }
        assertThat(owner.head("guarded", "new").status()).isEqualTo(404);
        assertThat(owner.bucket(GET, "guarded").with("acl").send().element("Grant"))
                .contains("private");
        assertThat(owner.bucket(GET, "guarded").with("policy").send().outcome()).isEqualTo("404 NoSuchBucketPolicy");
        assertThat(owner.bucket(PUT, "guarded")
                        .with("acl")
                        .header("x-oss-acl", "private")
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    @Test
    void aBlockedAccountMakesNoPublicBucket() {
        blockAccount();
        assertThat(owner.bucket(PUT, "born-public")
                        .header("x-oss-acl", "public-read")
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(owner.bucket(PUT, "born-public")
                        .with("acl")
                        .header("x-oss-acl", "public-read")
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(owner.bucket(GET, "born-public").with("bucketInfo").send().outcome())
                .isEqualTo("404 NoSuchBucket");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<PublicAccessBlock/>",
                "<PublicAccessBlockConfiguration><BlockPublicAccess>on</BlockPublicAccess></PublicAccessBlockConfiguration>"
            })
    void malformedDocumentsChangeNothing(String document) {
        owner.create("malformed");
        block("malformed");
        assertThat(owner.bucket(PUT, "malformed")
                        .with("publicAccessBlock")
                        .body(document)
                        .send()
                        .outcome())
                .isEqualTo("400 MalformedXML");
        assertThat(shown("malformed")).isEqualTo("true");
        assertThat(owner.service(PUT)
                        .with("publicAccessBlock")
                        .body(document)
                        .send()
                        .outcome())
                .isEqualTo("400 MalformedXML");
        assertThat(ofAccount(owner)).isEqualTo("false");
    }

    @Test
    void whatIsMeantForAnAccessPointDoesNotChangeTheBucket() {
        owner.create("with-point");
        block("with-point");
        assertThat(owner.bucket(DELETE, "with-point")
                        .with("publicAccessBlock")
                        .with("x-oss-access-point-name", "ap")
                        .send()
                        .outcome())
                .isEqualTo("501 NotImplemented");
        assertThat(shown("with-point")).isEqualTo("true");
    }

    private static void block(String bucket) {
        assertThat(owner.bucket(PUT, bucket)
                        .with("publicAccessBlock")
                        .body(ON)
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    private static Answer blockAccount() {
        return owner.service(PUT).with("publicAccessBlock").body(ON).send();
    }

    private static String shown(String bucket) {
        return owner.bucket(GET, bucket)
                .with("publicAccessBlock")
                .send()
                .element("BlockPublicAccess")
                .orElseThrow();
    }

    private static String info(String bucket) {
        return owner.bucket(GET, bucket)
                .with("bucketInfo")
                .send()
                .element("BlockPublicAccess")
                .orElseThrow();
    }

    private static String ofAccount(Client client) {
        return client.service(GET)
                .with("publicAccessBlock")
                .send()
                .element("BlockPublicAccess")
                .orElseThrow();
    }
}
