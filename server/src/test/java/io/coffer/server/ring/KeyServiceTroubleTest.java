package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A key service in trouble: what needs it fails with the right error in bounded time, everything else goes on. */
class KeyServiceTroubleTest {
    private static final String UNAVAILABLE = "503 KmsUnavailable";

    private static KmsService kms;
    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        kms = new KmsService("other-secret");
        ring = ring(KmsService.PATIENT);
        owner = ring.owner().create("bucket");
        owner.put("bucket", "plain", "plain text");
        assertThat(encrypted(owner, "encrypted").outcome()).isEqualTo("200");
    }

    private static Ring ring(String deadline) {
        return Ring.inMemory(kms.settings(
                kms.create(),
                kms.create(),
                "calls: {" + deadline + ", failures: 1000, pause-millis: 1, cache-seconds: 0}"));
    }

    @AfterEach
    void recover() {
        kms.behaveWell();
        assertThat(owner.get("bucket", "encrypted").text()).isEqualTo("text");
        assertThat(encrypted(owner, "again").outcome()).isEqualTo("200");
    }

    @AfterAll
    static void stop() {
        ring.close();
        kms.close();
    }

    private static Answer encrypted(Client client, String key) {
        return client.object(PUT, "bucket", key)
                .header("x-oss-server-side-encryption", "KMS")
                .body("text")
                .send();
    }

    private static void assertOthersGoOn(Client client) {
        assertThat(client.get("bucket", "plain").text()).isEqualTo("plain text");
        assertThat(client.put("bucket", "plain2", "more").outcome()).isEqualTo("200");
        assertThat(client.bucket(GET, "bucket").send().outcome()).isEqualTo("200");
    }

    private static void assertEncryptedIsUnavailable(Client client) {
        assertThat(client.get("bucket", "encrypted").outcome()).isEqualTo(UNAVAILABLE);
        assertThat(encrypted(client, "new").outcome()).isEqualTo(UNAVAILABLE);
        assertThat(client.object(PUT, "bucket", "copy")
                        .header("x-oss-copy-source", "/bucket/encrypted")
                        .send()
                        .outcome())
                .isEqualTo(UNAVAILABLE);
    }

    /** A server that gives up soon does so of a service that is well, too, while the machine has other things to do. */
    @Test
    void aServiceThatStalls() throws Exception {
        try (Ring hasty = ring("deadline-millis: 500")) {
            Client client = hasty.owner().create("bucket");
            client.put("bucket", "plain", "plain text");
            Awaitility.await().until(() -> encrypted(client, "encrypted").status() == 200);
            kms.stall();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<?> affected = threads.submit(() -> assertEncryptedIsUnavailable(client));
                assertOthersGoOn(client);
                affected.get();
            }
            assertThat(client.head("bucket", "new").outcome()).startsWith("404");
            kms.behaveWell();
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(client.get("bucket", "encrypted").text()).isEqualTo("text"));
            Awaitility.await().until(() -> encrypted(client, "again").status() == 200);
        }
    }

    @Test
    void aServiceThatRefuses() {
        kms.refuseWith(503);
        assertEncryptedIsUnavailable(owner);
        assertOthersGoOn(owner);
        kms.refuseWith(403);
        assertThat(owner.get("bucket", "encrypted").outcome()).isEqualTo("403 AccessDenied");
        assertThat(encrypted(owner, "new").outcome()).isEqualTo("403 AccessDenied");
    }

    @Test
    void aServiceThatThrottles() {
        kms.refuseWith(429);
        assertEncryptedIsUnavailable(owner);
        assertOthersGoOn(owner);
    }

    @Test
    void aServiceThatIsSlowWithinTheDeadline() {
        kms.answerAfter(20);
        assertThat(owner.get("bucket", "encrypted").text()).isEqualTo("text");
        assertThat(encrypted(owner, "slow").outcome()).isEqualTo("200");
        assertOthersGoOn(owner);
    }
}
