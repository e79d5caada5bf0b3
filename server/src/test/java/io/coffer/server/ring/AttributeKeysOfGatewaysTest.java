package io.coffer.server.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.metadata.AttributeKeyRecord;
import io.coffer.storage.Name;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What seals the facts of objects is kept for a moment where servers share a store, and a change of it is seen. */
@Tag("own-engine")
class AttributeKeysOfGatewaysTest {
    private final String store = UUID.randomUUID().toString();
    private final AtomicInteger readings = new AtomicInteger();

    @TempDir
    Path directory;

    private Gateways gateways;
    private Ring one;
    private Ring other;

    @BeforeEach
    void start() {
        gateways = Gateways.start("storage: " + SharedMemoryEngineFactory.settings(store), directory);
        one = gateways.one();
        other = gateways.other();
        SharedMemoryEngineFactory.store(store).heading = this::count;
    }

    @AfterEach
    void stop() {
        gateways.close();
    }

    private void count(Name name) {
        if (new String(name.bytes(), StandardCharsets.UTF_8).startsWith(AttributeKeyRecord.PREFIX)) {
            readings.incrementAndGet();
        }
    }

    @Test
    void itsRecordIsNotReadForEachRequest() {
        one.owner().create("kept").putRule("kept", "AES256");
        one.owner().put("kept", "a", "1");
        readings.set(0);
        int requests = 40;
        for (int request = 0; request < requests; request += 2) {
            assertThat(one.owner().get("kept", "a").text()).isEqualTo("1");
            one.owner().put("kept", "b", "2");
        }
        assertThat(readings.get()).isLessThan(requests / 2);
    }

    @Test
    void aKeyThatAnotherServerHandedOverIsFoundWhenItsFormerMasterKeyCannotBeUsed() {
        Rewrapping rewrapping = new Rewrapping(other);
        String former = rewrapping.newKey();
        String later = rewrapping.newKey();
        one.owner().create("moved").putKmsRule("moved", former);
        one.owner().put("moved", "a", "1");
        assertThat(rewrapping.run("moved", "KeyId", later).path("IsComplete").asBoolean())
                .isTrue();
        // with what it has kept, so that the facts are under a key that is wrapped by the later one
        one.owner().put("moved", "b", "22");
        other.keys().disable(former);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> one.owner().get("moved", "b").status() == 409);
        assertThat(one.owner().get("moved", "a").text()).isEqualTo("1");
        assertThat(one.owner().head("moved", "b").status())
                .isEqualTo(other.owner().head("moved", "b").status());
    }
}
