package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
        ring = Ring.inMemory(kms.settings(
                kms.create(),
                kms.create(),
                "calls: {deadline-millis: 500, failures: 1000, pause-millis: 1, cache-seconds: 0}"));
        owner = ring.owner();
        owner.create("bucket");
        owner.put("bucket", "plain", "plain text");
        assertThat(encrypted("encrypted").outcome()).isEqualTo("200");
    }

    @AfterEach
    void recover() {
        kms.behaveWell();
        assertThat(owner.get("bucket", "encrypted").text()).isEqualTo("text");
        assertThat(encrypted("again").outcome()).isEqualTo("200");
    }

    @AfterAll
    static void stop() {
        ring.close();
        kms.close();
    }

    private static Answer encrypted(String key) {
        return owner.object(PUT, "bucket", key)
                .header("x-oss-server-side-encryption", "KMS")
                .body("text")
                .send();
    }

    private static void assertOthersGoOn() {
        assertThat(owner.get("bucket", "plain").text()).isEqualTo("plain text");
        assertThat(owner.put("bucket", "plain2", "more").outcome()).isEqualTo("200");
        assertThat(owner.bucket(GET, "bucket").send().outcome()).isEqualTo("200");
    }

    private static void assertEncryptedIsUnavailable() {
        assertThat(owner.get("bucket", "encrypted").outcome()).isEqualTo(UNAVAILABLE);
        assertThat(encrypted("new").outcome()).isEqualTo(UNAVAILABLE);
        assertThat(owner.object(PUT, "bucket", "copy")
                        .header("x-oss-copy-source", "/bucket/encrypted")
                        .send()
                        .outcome())
                .isEqualTo(UNAVAILABLE);
    }

    @Test
    void aServiceThatStalls() throws Exception {
        kms.stall();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> affected = threads.submit(KeyServiceTroubleTest::assertEncryptedIsUnavailable);
            assertOthersGoOn();
            affected.get();
        }
        assertThat(owner.head("bucket", "new").outcome()).startsWith("404");
    }

    @Test
    void aServiceThatRefuses() {
        kms.refuseWith(503);
        assertEncryptedIsUnavailable();
        assertOthersGoOn();
        kms.refuseWith(403);
        assertThat(owner.get("bucket", "encrypted").outcome()).isEqualTo("403 AccessDenied");
        assertThat(encrypted("new").outcome()).isEqualTo("403 AccessDenied");
    }

    @Test
    void aServiceThatThrottles() {
        kms.refuseWith(429);
        assertEncryptedIsUnavailable();
        assertOthersGoOn();
    }

    @Test
    void aServiceThatIsSlowWithinTheDeadline() {
        kms.answerAfter(20);
        assertThat(owner.get("bucket", "encrypted").text()).isEqualTo("text");
        assertThat(encrypted("slow").outcome()).isEqualTo("200");
        assertOthersGoOn();
    }
}
