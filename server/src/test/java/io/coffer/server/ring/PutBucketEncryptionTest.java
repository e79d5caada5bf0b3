package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What PutBucketEncryption accepts and refuses; a refusal leaves the rule as it was. */
@Covers({"PutBucketEncryption", "DeleteBucketEncryption"})
class PutBucketEncryptionTest {
    private static final String BUCKET = "rules";

    private static Ring ring;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        ring.owner().create(BUCKET);
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    @BeforeEach
    void setARule() {
        assertThat(ring.owner().putRule(BUCKET, "SM4").outcome()).isEqualTo("200");
    }

    private static void assertUnchanged() {
        assertThat(ring.owner().getRule(BUCKET).element("SSEAlgorithm")).contains("SM4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AES256", "KMS", "SM4"})
    void everyMethodIsTaken(String algorithm) {
        Answer put = ring.owner().putRule(BUCKET, algorithm);
        assertThat(put.outcome()).isEqualTo("200");
        assertThat(put.body()).isEmpty();
        assertThat(ring.owner().getRule(BUCKET).element("SSEAlgorithm")).contains(algorithm);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AES", "BES356", "aes256", "kms", "", "AES256 ,KMS"})
    void anUnknownMethodIsRefused(String algorithm) {
        Answer refused = ring.owner().putRule(BUCKET, algorithm);
        assertThat(refused.outcomeWithEc()).isEqualTo("400 InvalidEncryptionAlgorithmError 0005-00000003");
        assertThat(refused.element("Message").orElseThrow())
                .startsWith("The Encryption request you specified is not valid. Supported value: AES25");
        assertUnchanged();
    }

    @Test
    void aMissingMethodIsRefused() {
        assertThat(ring.owner()
                        .putRuleDocument(BUCKET, "<KMSMasterKeyID>key</KMSMasterKeyID>")
                        .outcomeWithEc())
                .isEqualTo("400 InvalidEncryptionAlgorithmError 0005-00000003");
        assertUnchanged();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AES256", "SM4"})
    void aKeyIdGoesWithKmsOnly(String algorithm) {
        Answer refused = ring.owner()
                .putRuleDocument(
                        BUCKET, "<SSEAlgorithm>" + algorithm + "</SSEAlgorithm><KMSMasterKeyID>key</KMSMasterKeyID>");
        assertThat(refused.outcomeWithEc()).isEqualTo("400 InvalidArgument 0005-00000204");
        assertThat(refused.element("Message"))
                .contains("KMSMasterKeyID is not applicable if the default sse algorithm is not KMS");
        assertUnchanged();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AES256", "SM4", "KMS"})
    void anEmptyKeyIdIsNone(String algorithm) {
        assertThat(ring.owner()
                        .putRuleDocument(
                                BUCKET,
                                "<SSEAlgorithm>" + algorithm + "</SSEAlgorithm><KMSMasterKeyID></KMSMasterKeyID>")
                        .outcome())
                .isEqualTo("200");
        Answer rule = ring.owner().getRule(BUCKET);
        assertThat(rule.element("SSEAlgorithm")).contains(algorithm);
        assertThat(rule.element("KMSMasterKeyID")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"AES256,false", "SM4,false", "KMS,true"})
    void theDataCipherIsKeptWithKmsAndDroppedWithout(String algorithm, boolean kept) {
        assertThat(ring.owner()
                        .putRuleDocument(
                                BUCKET,
                                "<SSEAlgorithm>" + algorithm
                                        + "</SSEAlgorithm><KMSDataEncryption>SM4</KMSDataEncryption>")
                        .outcome())
                .isEqualTo("200");
        Answer rule = ring.owner().getRule(BUCKET);
        assertThat(rule.element("SSEAlgorithm")).contains(algorithm);
        assertThat(rule.element("KMSDataEncryption").isPresent()).isEqualTo(kept);
    }

    @Test
    void anotherDataCipherIsRefused() {
        assertThat(ring.owner()
                        .putRuleDocument(
                                BUCKET, "<SSEAlgorithm>KMS</SSEAlgorithm><KMSDataEncryption>AES256</KMSDataEncryption>")
                        .outcomeWithEc())
                .isEqualTo("400 InvalidArgument 0005-00000203");
        assertUnchanged();
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "test_wrong", "9468da86-3509-4f8d-a61e-6eab1eac****"})
    void aKeyIdIsNotCheckedUntilItIsUsed(String keyId) {
        assertThat(ring.owner().putKmsRule(BUCKET, keyId).outcome()).isEqualTo("200");
        assertThat(ring.owner().getRule(BUCKET).element("KMSMasterKeyID")).contains(keyId);
        assertThat(ring.owner().put(BUCKET, "refused", "text").outcomeWithEc())
                .isEqualTo("400 InvalidArgument 0005-00000208");
        assertThat(ring.owner().head(BUCKET, "refused").outcome()).isEqualTo("404 NoSuchKey");
    }

    @Test
    void puttingReplacesTheWholeRule() {
        ring.owner()
                .putRuleDocument(
                        BUCKET,
                        "<SSEAlgorithm>KMS</SSEAlgorithm><KMSDataEncryption>SM4</KMSDataEncryption>"
                                + "<KMSMasterKeyID>key</KMSMasterKeyID>");
        ring.owner().putRule(BUCKET, "KMS");
        Answer rule = ring.owner().getRule(BUCKET);
        assertThat(rule.element("KMSMasterKeyID")).isEmpty();
        assertThat(rule.element("KMSDataEncryption")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no xml",
                "<ServerSideEncryptionRule>",
                "<ServerSideEncryptionRule/>",
                "<Other><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>"
                        + "</ApplyServerSideEncryptionByDefault></Other>",
                "<ServerSideEncryptionRule><SSEAlgorithm>AES256</SSEAlgorithm></ServerSideEncryptionRule>"
            })
    void aDocumentOfAnotherFormIsRefused(String document) {
        Answer refused = ring.owner()
                .bucket(PUT, BUCKET)
                .with("encryption")
                .body(document)
                .send();
        assertThat(refused.outcome()).isEqualTo("400 MalformedXML");
        assertUnchanged();
    }

    @Test
    void theDigestIsCheckedWhenThereIsOne() throws Exception {
        String document = "<?xml version=\"1.0\"?><ServerSideEncryptionRule xmlns=\"urn:any\">"
                + "<ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>"
                + "</ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>";
        for (String wrong : new String[] {"1B2M2Y8AsgTpgAmY7PhCfg==", "not base64!", "AAAA"}) {
            assertThat(put(document, wrong).outcome()).isEqualTo("400 InvalidDigest");
            assertUnchanged();
        }
        byte[] digest = MessageDigest.getInstance("MD5").digest(document.getBytes(StandardCharsets.UTF_8));
        assertThat(put(document, Base64.getEncoder().encodeToString(digest)).outcome())
                .isEqualTo("200");
    }

    private static Answer put(String document, String contentMd5) {
        return ring.owner()
                .bucket(PUT, BUCKET)
                .with("encryption")
                .header("content-md5", contentMd5)
                .body(document)
                .send();
    }

    @Test
    void onlyTheOwnerChangesTheRule() {
        assertThat(ring.other().putRule(BUCKET, "AES256").outcome()).isEqualTo("403 AccessDenied");
        assertThat(ring.anonymous().putRule(BUCKET, "AES256").outcome()).isEqualTo("403 AccessDenied");
        assertThat(ring.other().bucket(DELETE, BUCKET).with("encryption").send().outcome())
                .isEqualTo("403 AccessDenied");
        assertUnchanged();
    }

    @Test
    void deletingTheRuleSucceedsTwice() {
        for (int i = 0; i < 2; i++) {
            assertThat(ring.owner()
                            .bucket(DELETE, BUCKET)
                            .with("encryption")
                            .send()
                            .outcome())
                    .isEqualTo("204");
        }
        assertThat(ring.owner().getRule(BUCKET).element("Code")).contains("NoSuchServerSideEncryptionRule");
        assertThat(ring.owner()
                        .bucket(DELETE, "nowhere")
                        .with("encryption")
                        .send()
                        .outcome())
                .isEqualTo("404 NoSuchBucket");
    }

    @Test
    void bucketInfoShowsTheRuleFlat() {
        Answer info = ring.owner().bucket(GET, BUCKET).with("bucketInfo").send();
        assertThat(info.text())
                .contains("<ServerSideEncryptionRule><SSEAlgorithm>SM4</SSEAlgorithm></ServerSideEncryptionRule>");
        ring.owner().bucket(DELETE, BUCKET).with("encryption").send();
        assertThat(ring.owner().bucket(GET, BUCKET).with("bucketInfo").send().text())
                .contains("<ServerSideEncryptionRule><SSEAlgorithm>None</SSEAlgorithm></ServerSideEncryptionRule>");
    }

    @Test
    void aRuleCanBeSetAsTheBucketIsMade() {
        Answer made = ring.owner()
                .bucket(PUT, "made-with-rule")
                .header("x-oss-server-side-encryption", "KMS")
                .header("x-oss-server-side-encryption-key-id", "key")
                .header("x-oss-server-side-data-encryption", "SM4")
                .send();
        assertThat(made.outcome()).isEqualTo("200");
        assertThat(made.header("x-oss-server-side-encryption")).isEmpty();
        Answer rule = ring.owner().getRule("made-with-rule");
        assertThat(rule.element("SSEAlgorithm")).contains("KMS");
        assertThat(rule.element("KMSMasterKeyID")).contains("key");
        assertThat(rule.element("KMSDataEncryption")).contains("SM4");
    }
}
