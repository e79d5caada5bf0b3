package io.coffer.server.ring;

import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Destroying a key version takes exactly what was confirmed, for good, and leaves a certificate. */
@Tag("own-engine")
class KeyShreddingTest {
    private static final String KMS = "2016-01-20";
    private static final String COFFER = "2026-11-01";

    @TempDir
    private Path data;

    private Ring ring;
    private Client owner;
    private String key;

    @BeforeEach
    void start() {
        ring = Ring.on(data);
        owner = ring.owner();
        key = ring.administration().succeed(KMS, "CreateKey").text("/KeyMetadata/KeyId");
        owner.create("old").putKmsRule("old", key);
        owner.create("new").putKmsRule("new", key);
        owner.put("old", "object", "to be shredded");
    }

    @AfterEach
    void stop() {
        ring.close();
    }

    @Test
    void theVersionThatEncryptsIsNotFenced() {
        assertThat(call("FenceKeyVersion", "KeyVersion", "1").outcome()).isEqualTo("409 Rejected.Unavailable");
        owner.put("old", "more", "still goes on");
        assertThat(owner.get("old", "more").text()).isEqualTo("still goes on");
    }

    @Test
    void onlyWhatIsFencedAndConfirmedIsDestroyed() {
        rotate();
        assertThat(call("DestroyKeyVersion", "KeyVersion", "1", "Takes", "0").outcome())
                .isEqualTo("409 Rejected.Unavailable");
        String takes = fence();
        assertThat(owner.get("old", "object").text()).isEqualTo("to be shredded");
        assertThat(call("DestroyKeyVersion", "KeyVersion", "1", "Takes", "0").outcome())
                .isEqualTo("409 KeyVersionInUse");
        assertThat(owner.get("old", "object").text()).isEqualTo("to be shredded");
        owner.put("new", "object", "stays");

        Administration.Reply destroyed = destroy(takes);

        assertThat(destroyed.text("/Certificate"))
                .contains("FileOverwritten")
                .contains("\\\"keyVersion\\\":1")
                .contains(destroyed.text("/KeyVersionId"));
        assertThat(owner.get("old", "object").outcome()).isEqualTo("409 KmsKeyDestroyed");
        assertThat(owner.get("new", "object").text()).isEqualTo("stays");
        assertThat(destroy(takes).text("/Certificate")).isEqualTo(destroyed.text("/Certificate"));
        assertThat(ring.administration()
                        .succeed(COFFER, "ListKeyDestructions")
                        .text("/Destructions/Destruction/0/Certificate"))
                .isEqualTo(destroyed.text("/Certificate"));
    }

    @Test
    void whatAWriteUnderWayComesToIsSeenByTheFence() throws Exception {
        long before = entries();
        String content = "x".repeat(100);
        CompletableFuture<String> fenced;
        try (Wire wire = new Wire(ring.port())) {
            String head =
                    new String(owner.object(PUT, "old", "slow").body(content).head(), StandardCharsets.ISO_8859_1);
            wire.send(head + content.substring(0, 40));
            rotate();
            fenced = CompletableFuture.supplyAsync(this::fence);
            wire.send(content.substring(40));
            assertThat(wire.receive(false).outcome()).isEqualTo("200");
        }
        String takes = fenced.get(60, TimeUnit.SECONDS);
        // under the first version or the second, as it was made before the rotation or after it
        assertThat(Long.parseLong(takes)).isIn(before, before + 1);
        assertThat(entries()).isEqualTo(Long.parseLong(takes));
    }

    @Test
    void anOlderKeystoreIsDestroyedAgainAtTheStart() throws Exception {
        rotate();
        String takes = fence();
        ring.close();
        Path keystore = data.resolve("keys/keystore");
        byte[] older = Files.readAllBytes(keystore);
        restart();
        String certificate = destroy(takes).text("/Certificate");
        ring.close();
        Files.write(keystore, older);
        restart();
        assertThat(owner.get("old", "object").outcome()).isEqualTo("409 KmsKeyDestroyed");
        assertThat(call("FenceKeyVersion", "KeyVersion", "1").text("/State")).isEqualTo("DESTROYED");
        assertThat(ring.administration()
                        .succeed(COFFER, "ReplayKeyDestruction", "Certificate", certificate)
                        .text("/CameBack"))
                .isEqualTo("0");
    }

    @Test
    void certificatesOfOthersReplayNothing() {
        assertThat(ring.administration()
                        .call(COFFER, "ReplayKeyDestruction", "Certificate", "{\"certificate\":\"{}\"}")
                        .outcome())
                .startsWith("400 ");
        assertThat(ring.administration("LTAIother", "other-secret")
                        .call(COFFER, "FenceKeyVersion", "KeyId", key, "KeyVersion", "1")
                        .outcome())
                .isEqualTo("404 Forbidden.KeyNotFound");
    }

    private void restart() {
        ring = Ring.on(data);
        owner = ring.owner();
    }

    private void rotate() {
        ring.administration().succeed(KMS, "CreateKeyVersion", "KeyId", key);
    }

    private String fence() {
        return ring.administration()
                .succeed(COFFER, "FenceKeyVersion", "KeyId", key, "KeyVersion", "1")
                .text("/Takes");
    }

    private Administration.Reply destroy(String takes) {
        return ring.administration()
                .succeed(COFFER, "DestroyKeyVersion", "KeyId", key, "KeyVersion", "1", "Takes", takes);
    }

    /** Versions, uploads and attribute keys. */
    private long entries() {
        Administration.Reply use = ring.administration().succeed(COFFER, "GetKeyUse", "KeyId", key, "KeyVersion", "1");
        return Long.parseLong(use.text("/Entries")) + Long.parseLong(use.text("/AttributeKeys"));
    }

    private Administration.Reply call(String action, String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "KeyId";
        all[1] = key;
        System.arraycopy(more, 0, all, 2, more.length);
        return ring.administration().call(COFFER, action, all);
    }
}
