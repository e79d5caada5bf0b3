package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys get new versions when it is time, and end at their date; what lies under older versions stays readable. */
class KeyRotationTest {
    private Ring ring;
    private Client owner;
    private Administration administration;

    @BeforeEach
    void start() {
        ring = Ring.inMemory("keys:\n  service-rotation-days: 30");
        owner = ring.owner();
        administration = ring.administration();
    }

    @AfterEach
    void stop() {
        ring.close();
    }

    private String versions(String bucket) {
        StringBuilder versions = new StringBuilder();
        administration
                .call(Administration.COFFER, "GetPosture", "BucketName", bucket)
                .body()
                .at("/ByKeyVersion/KeyVersion")
                .forEach(held -> versions.append(held.path("KeyVersion").asInt())
                        .append('x')
                        .append(held.path("Entries").asLong())
                        .append(' '));
        return versions.toString().strip();
    }

    @Test
    void theServiceKeyRotatesOnSchedule() {
        owner.create("rotating").putRule("rotating", "AES256");
        owner.put("rotating", "old", "before");
        ring.runChore("keys");
        owner.put("rotating", "same", "before");
        ring.clock().advance(Duration.ofDays(30));
        ring.runChore("keys");
        ring.runChore("keys");

        owner.put("rotating", "new", "after");

        assertThat(owner.get("rotating", "old").text()).isEqualTo("before");
        assertThat(owner.get("rotating", "new").text()).isEqualTo("after");
        assertThat(versions("rotating")).isEqualTo("1x2 2x1");
    }

    @Test
    void aKeyRotatesByItsOwnPolicy() {
        String key = administration
                .succeed(
                        Administration.KMS,
                        "CreateKey",
                        "EnableAutomaticRotation",
                        "true",
                        "RotationInterval",
                        "604800s")
                .text("/KeyMetadata/KeyId");
        owner.create("policy").putKmsRule("policy", key);
        owner.put("policy", "old", "before");
        ring.clock().advance(Duration.ofDays(7));
        ring.runChore("keys");
        owner.put("policy", "new", "after");

        assertThat(versions("policy")).isEqualTo("1x1 2x1");
        assertThat(owner.get("policy", "old").text()).isEqualTo("before");
        administration.succeed(Administration.KMS, "DisableKey", "KeyId", key);
        ring.clock().advance(Duration.ofDays(7));
        ring.runChore("keys");
        Administration.Reply shown = administration.succeed(Administration.KMS, "DescribeKey", "KeyId", key);
        assertThat(shown.text("/KeyMetadata/AutomaticRotation")).isEqualTo("Suspended");
        assertThat(administration
                        .succeed(Administration.KMS, "ListKeyVersions", "KeyId", key)
                        .body()
                        .path("TotalCount")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    @Tag("unshared")
    void whatADestroyedKeyProtectedIsGone() {
        String key = administration.succeed(Administration.KMS, "CreateKey").text("/KeyMetadata/KeyId");
        owner.create("ended").putKmsRule("ended", key);
        owner.put("ended", "object", "text");
        administration.succeed(Administration.KMS, "ScheduleKeyDeletion", "KeyId", key, "PendingWindowInDays", "7");
        ring.clock().advance(Duration.ofDays(6));
        ring.runChore("keys");
        assertThat(owner.get("ended", "object").outcome()).isEqualTo("409 KmsKeyPendingDeletion");
        ring.clock().advance(Duration.ofDays(1));
        ring.runChore("keys");

        assertThat(owner.get("ended", "object").outcome()).isEqualTo("409 KmsKeyDestroyed");
        assertThat(owner.put("ended", "other", "text").outcome()).isEqualTo("409 KmsKeyDestroyed");
        assertThat(owner.bucket(GET, "ended").send().element("Key")).contains("object");
        assertThat(owner.object(PUT, "ended", "other")
                        .header("x-oss-server-side-encryption", "AES256")
                        .body("text")
                        .send()
                        .outcome())
                .isEqualTo("200");
    }
}
