package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server whose master keys are in a KMS beyond it. */
class RemoteKeysTest {
    private static final String SECRET = "other-secret";

    /** in seconds: longer than any of these tests takes */
    private static final int CACHED = 300;

    private final KmsService kms = new KmsService(SECRET);
    private final String serviceKey = kms.create();
    private final String defaultKey = kms.create();
    private final String customerKey = kms.create();

    @AfterEach
    void stop() {
        kms.close();
    }

    private String settings(String customerKeys, int cacheSeconds, String... more) {
        List<String> lines = new ArrayList<>(List.of(more));
        lines.add("customer-keys: [" + customerKeys + "]");
        lines.add("calls: {" + KmsService.PATIENT + ", cache-seconds: " + cacheSeconds + "}");
        return kms.settings(serviceKey, defaultKey, lines.toArray(String[]::new));
    }

    private String listed(int cacheSeconds, String... more) {
        return settings("{id: " + customerKey + "}", cacheSeconds, more);
    }

    private static Answer putUnder(Client client, String bucket, String key, String keyId) {
        return client.object(PUT, bucket, key)
                .header("x-oss-server-side-encryption", "KMS")
                .header("x-oss-server-side-encryption-key-id", keyId)
                .body("text")
                .send();
    }

    @ParameterizedTest
    @ValueSource(strings = {"acs3", "rpc"})
    void objectsAreEncryptedUnderItsKeysInBothStyles(String style) {
        String settings = listed(CACHED).replace("OTHER_SECRET\"", "OTHER_SECRET\", style: " + style);
        try (Ring ring = Ring.inMemory(settings)) {
            Client owner = ring.owner();
            owner.create("bucket");
            assertThat(putUnder(owner, "bucket", "named", customerKey).outcome())
                    .isEqualTo("200");
            assertThat(owner.object(PUT, "bucket", "default")
                            .header("x-oss-server-side-encryption", "KMS")
                            .body("text")
                            .send()
                            .header("x-oss-server-side-encryption-key-id"))
                    .contains(defaultKey);
            assertThat(owner.object(PUT, "bucket", "service")
                            .header("x-oss-server-side-encryption", "AES256")
                            .body("text")
                            .send()
                            .outcome())
                    .isEqualTo("200");
            for (String key : new String[] {"named", "default", "service"}) {
                assertThat(owner.get("bucket", key).text()).isEqualTo("text");
            }
            assertThat(kms.takeAsked())
                    .filteredOn(asked -> asked.action().equals("GenerateDataKey"))
                    .extracting(asked -> asked.parameters().get("KeyId"))
                    .containsOnly(customerKey, defaultKey, serviceKey);
        }
    }

    @Test
    void onlyKeysThatAreListedAreUsedAndOnlyByTheirAccount() {
        String unlisted = kms.create();
        String otherAccount;
        try (Ring ring = Ring.inMemory()) {
            otherAccount = ring.other().service(GET).send().element("ID").orElseThrow();
        }
        String mine = kms.create();
        try (Ring ring = Ring.inMemory(
                settings("{id: " + customerKey + "}, {id: " + mine + ", account: \"" + otherAccount + "\"}", CACHED))) {
            ring.owner().create("bucket");
            for (String key : new String[] {unlisted, mine, serviceKey, "no-such-key"}) {
                assertThat(putUnder(ring.owner(), "bucket", "key", key).outcomeWithEc())
                        .as(key)
                        .isEqualTo("400 InvalidArgument 0005-00000208");
            }
            assertThat(kms.takeAsked()).isEmpty();
            assertThat(putUnder(ring.owner(), "bucket", "key", defaultKey).outcome())
                    .isEqualTo("200");
        }
    }

    @Test
    void aKeyDisabledAtItsServiceRefusesWhenItIsAskedAgain() {
        try (Ring ring = Ring.inMemory(listed(0))) {
            Client owner = ring.owner();
            owner.create("bucket");
            putUnder(owner, "bucket", "key", customerKey);
            kms.setState(customerKey, "Disabled");
            assertThat(owner.get("bucket", "key").outcomeWithEc()).isEqualTo("409 KmsKeyDisabled 0005-00000214");
            assertThat(putUnder(owner, "bucket", "other", customerKey).outcomeWithEc())
                    .isEqualTo("409 KmsKeyDisabled 0005-00000214");
            assertThat(owner.bucket(GET, "bucket").send().outcome()).isEqualTo("200");
            kms.setState(customerKey, "PendingDeletion");
            assertThat(owner.get("bucket", "key").outcomeWithEc()).isEqualTo("409 KmsKeyPendingDeletion 0005-00000215");
            kms.setState(customerKey, "Enabled");
            assertThat(owner.get("bucket", "key").text()).isEqualTo("text");
        }
    }

    @Test
    void aKeyDisabledThroughThisServerRefusesAtOnce() {
        try (Ring ring = Ring.inMemory(listed(CACHED))) {
            Client owner = ring.owner();
            owner.create("bucket");
            putUnder(owner, "bucket", "key", customerKey);
            assertThat(owner.get("bucket", "key").text()).isEqualTo("text");
            kms.takeAsked();
            assertThat(owner.get("bucket", "key").text()).isEqualTo("text");
            assertThat(kms.takeAsked()).as("both keys are kept").isEmpty();
            assertThat(ring.openedKeys().hits()).isPositive();
            assertThat(ring.openedKeys().kept()).isEqualTo(2);
            ring.keys().disable(customerKey);
            assertThat(owner.get("bucket", "key").outcome()).isEqualTo("409 KmsKeyDisabled");
            ring.keys().enable(customerKey);
            assertThat(owner.get("bucket", "key").text()).isEqualTo("text");
        }
    }

    @Test
    void keysAreDescribedAndNotMadeHere() {
        try (Ring ring = Ring.inMemory(listed(CACHED))) {
            Administration administration = ring.administration();
            assertThat(administration.call(Administration.KMS, "CreateKey").outcome())
                    .isEqualTo("403 Forbidden.NoPermission");
            assertThat(ring.keys().describe(customerKey).description()).isEqualTo("of the KMS");
            assertThat(ring.keys().list()).hasSize(3);
        }
    }

    @Test
    @Tag("own-engine")
    void versionsKeepTheirNumbersAcrossRestarts(@TempDir Path data) {
        String settings = listed(CACHED) + "\nroot-key: " + data.resolve("root-key");
        Path store = data.resolve("store");
        try (Ring ring = Ring.on(store, settings)) {
            ring.owner().create("bucket");
            putUnder(ring.owner(), "bucket", "first", customerKey);
            kms.rotate(customerKey);
            putUnder(ring.owner(), "bucket", "second", customerKey);
            assertThat(ring.keys().describe(customerKey).versions()).hasSize(2);
        }
        try (Ring ring = Ring.on(store, settings)) {
            assertThat(ring.owner().get("bucket", "first").text()).isEqualTo("text");
            putUnder(ring.owner(), "bucket", "third", customerKey);
            assertThat(ring.keys().describe(customerKey).versions()).hasSize(2);
            kms.rotate(customerKey);
            putUnder(ring.owner(), "bucket", "fourth", customerKey);
            assertThat(ring.keys().describe(customerKey).versions()).hasSize(3);
            Administration.Reply posture =
                    ring.administration().succeed(Administration.COFFER, "GetPosture", "BucketName", "bucket");
            assertThat(posture.body().toString())
                    .contains("\"KeyVersion\":1", "\"KeyVersion\":2", "\"KeyVersion\":3")
                    .doesNotContain("\"KeyVersion\":4");
        }
    }

    @Test
    void anIntermediateKeySavesCallsButNotForObjectsWithAContextOfTheirOwn() {
        try (Ring ring = Ring.inMemory(listed(CACHED, "intermediate: on"))) {
            Client owner = ring.owner();
            owner.create("bucket");
            putUnder(owner, "bucket", "first", customerKey);
            kms.takeAsked();
            for (int i = 0; i < 20; i++) {
                assertThat(putUnder(owner, "bucket", "key" + i, customerKey).outcome())
                        .isEqualTo("200");
                assertThat(owner.get("bucket", "key" + i).text()).isEqualTo("text");
            }
            assertThat(kms.takeAsked()).extracting(KmsService.Asked::action).doesNotContain("GenerateDataKey");
            assertThat(owner.object(PUT, "bucket", "own")
                            .header("x-oss-server-side-encryption", "KMS")
                            .header("x-oss-server-side-encryption-key-id", customerKey)
                            .header("x-oss-server-side-encryption-context", "{\"purpose\":\"archive\"}")
                            .body("text")
                            .send()
                            .outcome())
                    .isEqualTo("200");
            assertThat(kms.takeAsked())
                    .filteredOn(asked -> asked.action().equals("GenerateDataKey"))
                    .singleElement()
                    .satisfies(asked -> assertThat(asked.parameters().get("EncryptionContext"))
                            .contains("\"purpose\":\"archive\""));
            assertThat(owner.get("bucket", "own").text()).isEqualTo("text");
        }
    }
}
