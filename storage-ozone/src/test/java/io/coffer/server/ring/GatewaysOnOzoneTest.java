package io.coffer.server.ring;

import static io.coffer.protocol.Method.PUT;
import static io.coffer.server.ring.Administration.KMS;
import static io.coffer.server.ring.Administration.RAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.storage.ozone.OzoneRingStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways over one store: data at once, keys and identities within their bounds. */
class GatewaysOnOzoneTest {
    /** The longest that a change of keys (2 s) or identities (5 s) takes to be known everywhere, and room for a slow machine. */
    private static final Duration BOUND = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private final String storage = new OzoneRingStorage().settings();
    private Gateways gateways;
    private Ring one;
    private Ring other;

    @BeforeEach
    void start() {
        gateways = Gateways.start(storage, directory);
        one = gateways.one();
        other = gateways.other();
    }

    @AfterEach
    void stop() {
        gateways.close();
    }

    private static void awaitOutcome(String expected, Supplier<Answer> call) throws InterruptedException {
        long end = System.nanoTime() + BOUND.toNanos();
        String outcome = call.get().outcome();
        while (!outcome.equals(expected) && System.nanoTime() < end) {
            Thread.sleep(100);
            outcome = call.get().outcome();
        }
        assertThat(outcome).isEqualTo(expected);
    }

    @Test
    void whatOneStoresTheOtherReadsAtOnce() {
        one.owner().create("bucket").putRule("bucket", "AES256");
        for (int round = 0; round < 5; round++) {
            one.owner().put("bucket", "key", "from one " + round);
            assertThat(other.owner().get("bucket", "key").text()).isEqualTo("from one " + round);
            other.owner().put("bucket", "key", "from other " + round);
            assertThat(one.owner().get("bucket", "key").text()).isEqualTo("from other " + round);
        }
        one.owner().delete("bucket", "key");
        assertThat(other.owner().get("bucket", "key").outcome()).isEqualTo("404 NoSuchKey");
    }

    @Test
    void keysAreTheSameEverywhere() throws Exception {
        String key = one.administration().succeed(KMS, "CreateKey").text("/KeyMetadata/KeyId");
        other.administration().succeed(KMS, "CreateKey");
        one.owner().create("bucket").putKmsRule("bucket", key);
        awaitOutcome("200", () -> other.owner().put("bucket", "object", "sealed"));
        assertThat(one.owner().get("bucket", "object").text()).isEqualTo("sealed");

        one.administration().succeed(KMS, "DisableKey", "KeyId", key);
        String refusal = one.owner().get("bucket", "object").outcome();
        assertThat(refusal).startsWith("4");
        awaitOutcome(refusal, () -> other.owner().get("bucket", "object"));
        other.administration().succeed(KMS, "EnableKey", "KeyId", key);
        awaitOutcome("200", () -> one.owner().get("bucket", "object"));
    }

    @Test
    void aDeletedAccessKeyIsRefusedEverywhere() throws Exception {
        one.owner().create("bucket");
        one.owner().put("bucket", "object", "text");
        RamUser user = RamUser.named(one, "reader").with(RamUser.allow("oss:GetObject", "acs:oss:*:*:bucket/*"));
        Client there = other.client(user.accessKeyId(), user.secret());
        awaitOutcome("200", () -> there.get("bucket", "object"));
        one.administration()
                .succeed(RAM, "DeleteAccessKey", "UserName", "reader", "UserAccessKeyId", user.accessKeyId());
        awaitOutcome("403 InvalidAccessKeyId", () -> there.get("bucket", "object"));
    }

    @Test
    void oneOfManyFirstWritersWins() throws Exception {
        one.owner().create("bucket");
        for (int round = 0; round < 3; round++) {
            String key = "key" + round;
            List<Callable<String>> writers = new ArrayList<>();
            for (int writer = 0; writer < 8; writer++) {
                Ring ring = writer % 2 == 0 ? one : other;
                writers.add(() -> ring.owner()
                        .object(PUT, "bucket", key)
                        .header("x-oss-forbid-overwrite", "true")
                        .body("text")
                        .send()
                        .outcome());
            }
            List<String> outcomes = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<String> done : threads.invokeAll(writers)) {
                    outcomes.add(done.get());
                }
            }
            assertThat(outcomes).containsOnlyOnce("200").allMatch(outcome -> outcome.matches("200|409 .*"));
        }
    }

    @Test
    void aGatewayWithAnotherRootKeyIsRefused() {
        assertThatThrownBy(() -> Ring.sharing(
                        storage, directory.resolve("third"), "root-key: " + directory.resolve("another-key")))
                .hasMessageContaining("keystore");
    }
}
