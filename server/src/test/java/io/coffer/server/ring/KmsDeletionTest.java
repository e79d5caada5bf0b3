package io.coffer.server.ring;

import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.encryption.KeyManagementException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A KMS deletes whole keys by itself: only what it announced and then did is certified. */
@Tag("unshared")
class KmsDeletionTest {
    private static final String COFFER = "2026-11-01";
    private static final Duration WEEK = Duration.ofDays(7);

    private final KmsService kms = new KmsService("other-secret");
    private final String key = kms.create();
    private Ring ring;

    @BeforeEach
    void start() {
        ring = Ring.inMemory(kms.settings(kms.create(), key));
        ring.owner().create("bucket");
        ring.owner()
                .object(PUT, "bucket", "object")
                .header("x-oss-server-side-encryption", "KMS")
                .body("text")
                .send();
    }

    @AfterEach
    void stop() {
        ring.close();
        kms.close();
    }

    private void announce() {
        kms.scheduleDeletion(key, ring.clock().instant().plus(WEEK));
        ring.runChore("keys");
    }

    private Administration.Reply destroy() {
        return ring.administration().call(COFFER, "DestroyKeyVersion", "KeyId", key, "KeyVersion", "1", "Takes", "0");
    }

    private void assertNothingIsCertified(String reason) {
        Administration.Reply refused = destroy();
        assertThat(refused.outcome()).isEqualTo("400 UnsupportedOperation");
        assertThat(refused.text("/Message")).contains(reason);
        ring.runChore("keys");
        assertNoCertificate();
    }

    private void assertNoCertificate() {
        assertThat(ring.administration()
                        .succeed(COFFER, "ListKeyDestructions")
                        .body()
                        .at("/Destructions/Destruction"))
                .isEmpty();
    }

    @Test
    void oneVersionIsNeitherFencedNorDestroyed() {
        Administration.Reply refused =
                ring.administration().call(COFFER, "FenceKeyVersion", "KeyId", key, "KeyVersion", "1");

        assertThat(refused.outcome()).isEqualTo("400 UnsupportedOperation");
        assertThat(refused.text("/Message")).contains("StartRewrap").contains("ScheduleKeyDeletion");
        assertNothingIsCertified("ScheduleKeyDeletion");
        assertThat(ring.owner().get("bucket", "object").text()).isEqualTo("text");
    }

    @Test
    void aDeletionThatWasAnnouncedAndDoneIsCertifiedByTheChore() {
        announce();
        assertNothingIsCertified("The KMS deletes the key at");
        ring.clock().advance(WEEK);
        assertNothingIsCertified("still has it");
        Runnable back = kms.delete(key);

        ring.runChore("keys");

        Administration.Reply listed = ring.administration().succeed(COFFER, "ListKeyDestructions");
        assertThat(listed.body().at("/Destructions/Destruction").size()).isEqualTo(1);
        assertThat(listed.body().at("/Destructions/Destruction/0/Taken/Bucket").size())
                .isPositive();
        assertThat(destroy().text("/Certificate")).isEqualTo(listed.text("/Destructions/Destruction/0/Certificate"));
        ring.runChore("keys");
        back.run();
        assertThatThrownBy(() -> ring.runChore("keys"))
                .as("it is back")
                .isInstanceOf(KeyManagementException.class)
                .hasMessageContaining("again");
    }

    @Test
    void aKeyThatIsUnknownWithoutAnnouncementIsNoProof() {
        kms.delete(key);
        assertNothingIsCertified("never announced");
        ring.clock().advance(Duration.ofDays(400));
        assertNothingIsCertified("never announced");
    }

    @Test
    void aKeyThatIsUnknownBeforeItsDateIsNoProof() {
        announce();
        kms.delete(key);
        assertNothingIsCertified("before the date");
    }

    @Test
    void aWithdrawnAnnouncementIsNoProof() {
        announce();
        kms.cancelDeletion(key);
        ring.runChore("keys");
        ring.clock().advance(WEEK);
        kms.delete(key);
        assertNothingIsCertified("never announced");
    }

    @Test
    void aServiceThatKnowsNoKeyOfThisStoreIsNoProof() {
        announce();
        ring.clock().advance(WEEK);
        kms.deleteAll();
        assertNothingIsCertified("none of this store's keys");
    }

    @Test
    void refusalsAndSilenceAreNoProof() {
        announce();
        ring.clock().advance(WEEK);
        kms.delete(key);
        kms.refuseWith(403);
        assertThat(destroy().outcome()).isEqualTo("403 Forbidden.NoPermission");
        ring.runChore("keys");
        assertNoCertificate();
        kms.refuseWith(404);
        assertThat(destroy().outcome()).isEqualTo("403 Forbidden.NoPermission");
        kms.refuseWith(503);
        assertThat(destroy().outcome()).isEqualTo("503 ServiceUnavailableTemporary");
        assertThatThrownBy(() -> ring.runChore("keys")).isInstanceOf(KeyManagementException.class);
        assertNoCertificate();
        kms.close();
        assertThat(destroy().outcome()).isEqualTo("503 ServiceUnavailableTemporary");
        assertThatThrownBy(() -> ring.runChore("keys")).isInstanceOf(KeyManagementException.class);
        assertNoCertificate();
    }
}
