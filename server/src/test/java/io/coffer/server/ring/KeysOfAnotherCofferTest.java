package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.encryption.KeyAdministration;
import io.coffer.encryption.KeyPurpose;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One server keeps its master keys in the KMS of another. */
class KeysOfAnotherCofferTest {
    private final Ring kms = Ring.inMemory();
    private final KeyAdministration theirs = kms.keys();
    private final String account = kms.owner().service(GET).send().element("ID").orElseThrow();
    private final String serviceKey = key();
    private final String defaultKey = key();

    @AfterEach
    void stop() {
        kms.close();
    }

    private String key() {
        return theirs.create(account, KeyPurpose.CUSTOMER, "for another server").keyId();
    }

    private String settings(String style, String... more) {
        return """
                keys:
                  provider: remote
                  service-key: %s
                  default-key: %s
                  calls: {cache-seconds: 0, %s}
                  remote:
                    endpoint: "%s"
                    access-key-id: LTAIowner
                    access-key-secret: "env:OSS_ACCESS_KEY_SECRET"
                    style: %s
                %s
                """.formatted(
                        serviceKey,
                        defaultKey,
                        KmsService.PATIENT,
                        kms.administration().endpoint(),
                        style,
                        String.join("\n", more));
    }

    private static Answer put(Client client, String key, String... headers) {
        Call call = client.object(PUT, "bucket", key).header("x-oss-server-side-encryption", "KMS");
        for (int at = 0; at < headers.length; at += 2) {
            call.header(headers[at], headers[at + 1]);
        }
        return call.body("text").send();
    }

    @ParameterizedTest
    @ValueSource(strings = {"acs3", "rpc"})
    void eachStateOfAKeyShowsInReadsAndWrites(String style) {
        try (Ring ring = Ring.inMemory(settings(style))) {
            Client owner = ring.owner();
            owner.create("bucket");
            assertThat(put(owner, "key").outcome()).isEqualTo("200");
            assertThat(owner.get("bucket", "key").text()).isEqualTo("text");

            theirs.disable(defaultKey);
            assertThat(owner.get("bucket", "key").outcomeWithEc()).isEqualTo("409 KmsKeyDisabled 0005-00000214");
            assertThat(put(owner, "other").outcomeWithEc()).isEqualTo("409 KmsKeyDisabled 0005-00000214");

            theirs.enable(defaultKey);
            theirs.scheduleDeletion(defaultKey, 7);
            assertThat(owner.get("bucket", "key").outcomeWithEc()).isEqualTo("409 KmsKeyPendingDeletion 0005-00000215");
            assertThat(put(owner, "other").outcomeWithEc()).isEqualTo("409 KmsKeyPendingDeletion 0005-00000215");

            theirs.cancelDeletion(defaultKey);
            assertThat(owner.get("bucket", "key").text()).isEqualTo("text");
        }
    }

    @Test
    void versionsAndContextsComeAndGo() {
        try (Ring ring = Ring.inMemory(settings("acs3"))) {
            Client owner = ring.owner();
            owner.create("bucket");
            put(owner, "first");
            theirs.rotate(defaultKey);
            put(owner, "second");
            assertThat(put(
                                    owner,
                                    "bound",
                                    "x-oss-server-side-encryption-key-id",
                                    defaultKey,
                                    "x-oss-server-side-encryption-context",
                                    "{\"purpose\":\"archive\"}")
                            .outcome())
                    .isEqualTo("200");
            for (String key : new String[] {"first", "second", "bound"}) {
                assertThat(owner.get("bucket", key).text()).isEqualTo("text");
            }
            assertThat(ring.administration()
                            .succeed(Administration.COFFER, "GetPosture", "BucketName", "bucket")
                            .body()
                            .toString())
                    .contains("\"KeyVersion\":1", "\"KeyVersion\":2")
                    .doesNotContain("\"KeyVersion\":3");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  intermediate: on"})
    void aBucketMovesToAnotherKey(String intermediate) {
        String other = key();
        try (Ring ring = Ring.inMemory(settings("acs3", "  customer-keys: [{id: " + other + "}]", intermediate))) {
            Client owner = ring.owner();
            owner.create("bucket");
            put(owner, "key");
            owner.bucket(PUT, "bucket")
                    .with("encryption")
                    .body(
                            "<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>KMS</SSEAlgorithm>"
                                    + "<KMSMasterKeyID>" + other + "</KMSMasterKeyID>"
                                    + "</ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>")
                    .send();
            ring.administration().succeed(Administration.COFFER, "StartRewrap", "BucketName", "bucket");
            Awaitility.await()
                    .until(() -> ring.administration()
                            .succeed(Administration.COFFER, "GetPosture", "BucketName", "bucket")
                            .body()
                            .toString()
                            .contains("\"Unsatisfied\":0"));
            theirs.disable(defaultKey);
            assertThat(owner.get("bucket", "key").text()).isEqualTo("text");
            assertThat(owner.get("bucket", "key").header("x-oss-server-side-encryption-key-id"))
                    .contains(other);
        }
    }

    @Test
    @Tag("unshared")
    void aKeyThatTheOtherHasDeletedGetsItsCertificateHere() {
        String customer = key();
        try (Ring ring = Ring.inMemory(settings("acs3", "  customer-keys: [{id: " + customer + "}]"))) {
            Client owner = ring.owner();
            owner.create("bucket");
            put(owner, "key", "x-oss-server-side-encryption-key-id", customer);
            theirs.rotate(customer);
            put(owner, "more", "x-oss-server-side-encryption-key-id", customer);
            theirs.scheduleDeletion(customer, 7);
            ring.runChore("keys");
            kms.clock().advance(Duration.ofDays(8));
            ring.clock().advance(Duration.ofDays(8));
            ring.runChore("keys");
            assertThat(destroy(ring, customer).text("/Message")).contains("still has it");

            kms.runChore("keys");

            Administration.Reply destroyed = destroy(ring, customer);
            assertThat(destroyed.outcome()).as("%s", destroyed.body()).isEqualTo("200");
            assertThat(destroyed.text("/KeyVersionId"))
                    .isEqualTo(theirs.describe(customer).versions().getFirst().id());
            assertThat(destroyed.text("/Certificate"))
                    .contains("ServiceStatement", "wholeKey\\\":true")
                    .contains("PendingDeletion", "DeleteDate", "RequestId", "Forbidden.KeyNotFound")
                    .contains(kms.administration().endpoint().getAuthority());
            assertThat(ring.administration()
                            .succeed(Administration.COFFER, "ListKeyDestructions")
                            .body()
                            .at("/Destructions/Destruction")
                            .size())
                    .as("both versions")
                    .isEqualTo(2);
            put(owner, "other");
            assertThat(owner.get("bucket", "other").text()).isEqualTo("text");
        }
    }

    private static Administration.Reply destroy(Ring ring, String key) {
        return ring.administration()
                .call(Administration.COFFER, "DestroyKeyVersion", "KeyId", key, "KeyVersion", "1", "Takes", "0");
    }

    @Test
    void aKmsThatEndsIsUnavailable() {
        try (Ring ring = Ring.inMemory(settings("acs3"))) {
            Client owner = ring.owner();
            owner.create("bucket");
            put(owner, "key");
            owner.put("bucket", "plain", "text");
            kms.close();
            assertThat(owner.get("bucket", "key").outcome()).isEqualTo("503 KmsUnavailable");
            assertThat(put(owner, "other").outcome()).isEqualTo("503 KmsUnavailable");
            assertThat(owner.get("bucket", "plain").text()).isEqualTo("text");
        }
    }

    @Test
    void aWrongSecretIsRefusedAndNothingIsWrittenInClear() {
        String wrong = settings("acs3").replace("env:OSS_ACCESS_KEY_SECRET", "env:OTHER_SECRET");
        try (Ring ring = Ring.inMemory(wrong)) {
            ring.owner().create("bucket");
            assertThat(put(ring.owner(), "key").outcome()).isEqualTo("403 AccessDenied");
            assertThat(ring.owner().get("bucket", "key").outcome()).isEqualTo("404 NoSuchKey");
        }
    }
}
