package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The official page of GetBucketEncryption, row by row, under both contracts. */
@Covers({"GetBucketEncryption"})
class GetBucketEncryptionTest {
    private static final String KEY_ID = "9468da86-3509-4f8d-a61e-6eab1eac4567";

    private static Ring documented;
    private static Ring live;

    @BeforeAll
    static void start() {
        documented = Ring.inMemory();
        live = Ring.inMemory("contract: live");
        for (Ring ring : new Ring[] {documented, live}) {
            ring.owner().create("ruled").create("plain");
            ring.owner().putRule("ruled", "AES256");
        }
    }

    @AfterAll
    static void stop() {
        documented.close();
        live.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oss.aliyuncs.com",
                "oss-cn-hangzhou.aliyuncs.com",
                "oss-cn-hangzhou-internal.aliyuncs.com",
                Ring.OWN_DOMAIN,
                "storage.example.com:9000",
                "localhost",
                "127.0.0.1:9000"
            })
    void theBucketStandsBeforeTheDomain(String domain) {
        assertRule(documented.owner().bucket(GET, "ruled").with("encryption").under(domain));
    }

    @ParameterizedTest
    @ValueSource(strings = {"oss.aliyuncs.com", Ring.OWN_DOMAIN, "localhost:9000", "some.unknown.host", "[::1]:9000"})
    void theBucketStandsInThePath(String host) {
        assertRule(documented.owner().bucket(GET, "ruled").with("encryption").host(host));
        assertRule(documented
                .owner()
                .bucket(GET, "ruled")
                .with("encryption")
                .host(host)
                .path("/ruled/"));
    }

    @ParameterizedTest
    @EnumSource(value = Call.Signing.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everySignatureIsTaken(Call.Signing signing) {
        assertRule(documented.owner().bucket(GET, "ruled").with("encryption").signing(signing));
        assertRule(documented
                .owner()
                .bucket(GET, "ruled")
                .with("encryption")
                .signing(signing)
                .under("oss-cn-hangzhou.aliyuncs.com"));
        assertRule(
                documented.owner().bucket(GET, "ruled").with("encryption", "").signing(signing));
    }

    private static void assertRule(Call call) {
        Answer answer = call.send();
        assertThat(answer.outcome()).isEqualTo("200");
        assertThat(answer.header("content-type")).contains("application/xml");
        assertThat(answer.header("x-oss-request-id").orElseThrow()).matches("[0-9A-F]{24}");
        assertThat(answer.header("x-oss-server-time").orElseThrow()).matches("[0-9]+");
        assertThat(answer.header("date")).isPresent();
        assertThat(answer.header("server")).contains("AliyunOSS");
        assertThat(answer.text())
                .endsWith("<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault>"
                        + "<SSEAlgorithm>AES256</SSEAlgorithm>"
                        + "</ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>")
                .doesNotContain("KMSMasterKeyID", "KMSDataEncryption", "xmlns", "DOCTYPE");
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of("<SSEAlgorithm>SM4</SSEAlgorithm>", "SM4", null, null),
                Arguments.of("<SSEAlgorithm>KMS</SSEAlgorithm>", "KMS", null, null),
                Arguments.of(
                        "<SSEAlgorithm>KMS</SSEAlgorithm><KMSMasterKeyID>" + KEY_ID + "</KMSMasterKeyID>",
                        "KMS",
                        KEY_ID,
                        null),
                Arguments.of(
                        "<KMSDataEncryption>SM4</KMSDataEncryption><KMSMasterKeyID>" + KEY_ID
                                + "</KMSMasterKeyID><SSEAlgorithm>KMS</SSEAlgorithm>",
                        "KMS",
                        KEY_ID,
                        "SM4"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRuleComesBackAsItWasSet(String children, String algorithm, String keyId, String dataEncryption) {
        Client owner = documented.owner().create("rules");
        assertThat(owner.putRuleDocument("rules", children).outcome()).isEqualTo("200");
        Answer rule = owner.getRule("rules");
        assertThat(rule.element("SSEAlgorithm")).contains(algorithm);
        assertThat(rule.element("KMSMasterKeyID").orElse(null)).isEqualTo(keyId);
        assertThat(rule.element("KMSDataEncryption").orElse(null)).isEqualTo(dataEncryption);
    }

    @Test
    void nobodyButTheOwnerIsAnswered() {
        for (Ring ring : new Ring[] {documented, live}) {
            for (String bucket : new String[] {"ruled", "plain"}) {
                assertThat(ring.anonymous().getRule(bucket).outcome()).isEqualTo("403 AccessDenied");
                assertThat(ring.other().getRule(bucket).outcome()).isEqualTo("403 AccessDenied");
                assertThat(ring.client("LTAIowner", "wrong").getRule(bucket).outcome())
                        .isEqualTo("403 SignatureDoesNotMatch");
                assertThat(ring.client("LTAInobody", "wrong").getRule(bucket).outcomeWithEc())
                        .isEqualTo("403 InvalidAccessKeyId 0002-00000902");
            }
        }
    }

    @Test
    void aPublicBucketsRuleIsStillTheOwners() {
        documented
                .owner()
                .bucket(io.coffer.protocol.Method.PUT, "public")
                .header("x-oss-acl", "public-read-write")
                .send();
        assertThat(documented.anonymous().getRule("public").outcome()).isEqualTo("403 AccessDenied");
        assertThat(documented.other().getRule("public").outcome()).isEqualTo("403 AccessDenied");
    }

    @Test
    void anUnknownBucketAnswersWithTheStatusOfTheContract() {
        assertThat(documented.owner().getRule("nowhere").outcomeWithEc()).isEqualTo("400 NoSuchBucket 0015-00000101");
        assertThat(live.owner().getRule("nowhere").outcomeWithEc()).isEqualTo("404 NoSuchBucket 0015-00000101");
        assertThat(live.owner().getRule("nowhere").element("BucketName")).contains("nowhere");
    }

    @Test
    void noRuleAnswersWithTheStatusOfTheContract() {
        assertThat(documented.owner().getRule("plain").outcomeWithEc())
                .isEqualTo("400 NoSuchServerSideEncryptionRule 0005-00000101");
        assertThat(live.owner().getRule("plain").outcomeWithEc())
                .isEqualTo("404 NoSuchServerSideEncryptionRule 0005-00000101");
    }

    @Test
    void otherOperationsAnswerAsTheLiveServiceUnderBothContracts() {
        for (Ring ring : new Ring[] {documented, live}) {
            assertThat(ring.owner().bucket(GET, "nowhere").with("acl").send().outcome())
                    .isEqualTo("404 NoSuchBucket");
            assertThat(ring.owner().putRule("nowhere", "AES256").outcome()).isEqualTo("404 NoSuchBucket");
        }
    }
}
