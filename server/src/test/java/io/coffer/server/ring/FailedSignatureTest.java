package io.coffer.server.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever guesses is slowed down; whoever knows the secret never is. */
class FailedSignatureTest {
    private static final int LIMIT = 5;

    private Ring ring;

    @BeforeEach
    void start() {
        ring = Ring.inMemory("limits: {failed-signatures-per-minute: " + LIMIT + "}");
        ring.owner().create("bucket");
        ring.owner().put("bucket", "k", "text");
    }

    @AfterEach
    void stop() {
        ring.close();
    }

    private void fail(Client client, String outcome) {
        for (int attempt = 0; attempt < LIMIT; attempt++) {
            assertThat(client.get("bucket", "k").outcome()).isEqualTo(outcome);
        }
    }

    @Test
    void failuresBeyondTheLimitSayNothing() {
        Client guessing = ring.client("LTAIowner", "guess");
        fail(guessing, "403 SignatureDoesNotMatch");
        Answer refused = guessing.get("bucket", "k");
        assertThat(refused.outcome()).isEqualTo("503 QpsLimitExceeded");
        assertThat(refused.text()).doesNotContain("StringToSign", "CanonicalRequest", "SignatureProvided");
        assertThat(ring.owner().get("bucket", "k").outcome())
                .as("the owner of the key is not locked out")
                .isEqualTo("200");
        assertThat(ring.client("LTAIother", "guess").get("bucket", "k").outcome())
                .as("another key is counted for itself")
                .isEqualTo("403 SignatureDoesNotMatch");
        ring.clock().advance(Duration.ofSeconds(61));
        assertThat(guessing.get("bucket", "k").outcome()).isEqualTo("403 SignatureDoesNotMatch");
    }

    @Test
    void unknownKeysAreCountedToo() {
        Client unknown = ring.client("LTAInobody", "guess");
        fail(unknown, "403 InvalidAccessKeyId");
        assertThat(unknown.get("bucket", "k").outcome()).isEqualTo("503 QpsLimitExceeded");
        assertThat(unknown.get("bucket", "k").outcome()).isEqualTo("503 QpsLimitExceeded");
    }

    @Test
    void manyKeysFromOneAddressAreCountedTogether() {
        long passed = IntStream.range(0, 40)
                .mapToObj(number -> ring.client("LTAInobody" + number, "guess").get("bucket", "k"))
                .filter(answer -> answer.outcome().equals("403 InvalidAccessKeyId"))
                .count();
        assertThat(passed).isEqualTo(5 * LIMIT);
        assertThat(ring.owner().get("bucket", "k").outcome()).isEqualTo("200");
    }

    @Test
    void administrationCountsThemAsWell() {
        Administration guessing = ring.administration("LTAIowner", "guess");
        for (int attempt = 0; attempt < LIMIT; attempt++) {
            assertThat(guessing.call(Administration.STS, "GetCallerIdentity").text("/Code"))
                    .isEqualTo("SignatureDoesNotMatch");
        }
        Administration.Reply refused = guessing.call(Administration.STS, "GetCallerIdentity");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text("/Code")).isEqualTo("Throttling");
        assertThat(ring.client("LTAIowner", "guess").get("bucket", "k").outcome())
                .as("both ports count together")
                .isEqualTo("503 QpsLimitExceeded");
        assertThat(ring.administration()
                        .call(Administration.STS, "GetCallerIdentity")
                        .status())
                .isEqualTo(200);
    }
}
