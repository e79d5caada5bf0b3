package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A server with more to do than it may: some wait, the rest is told so at once, and afterwards all is as before. */
class OverloadTest {
    private static final int RUNNING = 2;

    private static Ring busyWith(int waiting, int seconds) {
        return Ring.inMemory("limits: {running-requests: %d, waiting-requests: %d, waiting-seconds: %d}"
                .formatted(RUNNING, waiting, seconds));
    }

    /** Requests that run until they are ended: their bodies do not come. */
    private static List<Wire> occupy(Ring ring) {
        List<Wire> held = new ArrayList<>();
        for (int number = 0; number < RUNNING; number++) {
            held.add(hold(ring, "held" + number));
        }
        return held;
    }

    /** One whose answer has come gives its place back a moment later, so another may be refused until then. */
    private static Wire hold(Ring ring, String key) {
        return Awaitility.await()
                .until(
                        () -> {
                            Wire wire = new Wire(ring.port());
                            Call put = ring.owner().object(PUT, "busy", key).body(new byte[10]);
                            if (wire.ask(put.askingHead()).status() == 100) {
                                return Optional.of(wire);
                            }
                            wire.close();
                            return Optional.<Wire>empty();
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    @Test
    void whoDoesNotFitIsToldAtOnceAndServedLater() {
        try (Ring ring = busyWith(0, 60)) {
            ring.owner().create("busy");
            List<Wire> held = occupy(ring);
            Answer refused = ring.owner().put("busy", "none", "text");
            assertThat(refused.outcome()).isEqualTo("503 ServiceUnavailable");
            assertThat(refused.element("RequestId")).isEqualTo(refused.header("x-oss-request-id"));
            assertThat(ring.owner()
                            .bucket(GET, "busy")
                            .with("list-type", "2")
                            .send()
                            .outcome())
                    .isEqualTo("503 ServiceUnavailable");
            // a body that is on its way does not keep the client from its answer
            assertThat(ring.owner().put("busy", "large", new byte[3_000_000]).outcome())
                    .isEqualTo("503 ServiceUnavailable");
            assertThat(ring.administration().get("/-/live").statusCode())
                    .as("administration has requests of its own")
                    .isEqualTo(200);
            assertThat(ring.administration().get("/metrics").body())
                    .containsPattern("coffer_requests_refused_total\\{port=\"oss\"} [1-9]")
                    .containsPattern("coffer_requests_in_flight\\{port=\"oss\"} [1-9]");
            held.forEach(wire ->
                    assertThat(wire.send(new byte[10]).receive(false).outcome()).isEqualTo("200"));
            held.forEach(Wire::close);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(
                                    ring.owner().put("busy", "key", "content").outcome())
                            .isEqualTo("200"));
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(ring.owner().get("busy", "held0").body()).isEqualTo(new byte[10]));
        }
    }

    @Test
    void whoWaitsIsServedWhenOthersEnd() throws InterruptedException {
        try (Ring ring = busyWith(10, 600)) {
            ring.owner().create("busy");
            List<Wire> held = occupy(ring);
            List<Answer> answers = java.util.Collections.synchronizedList(new ArrayList<>());
            Thread waiting = Thread.ofVirtual()
                    .start(() -> answers.add(ring.owner()
                            .bucket(GET, "busy")
                            .with("list-type", "2")
                            .send()));
            held.forEach(wire -> wire.send(new byte[10]).receive(false));
            waiting.join();
            assertThat(answers).singleElement().extracting(Answer::status).isEqualTo(200);
            held.forEach(Wire::close);
        }
    }

    @Test
    void whoWaitsTooLongIsTold() {
        try (Ring ring = busyWith(10, 1)) {
            ring.owner().create("busy");
            List<Wire> held = occupy(ring);
            assertThat(ring.owner().put("busy", "none", "text").status()).isEqualTo(503);
            held.forEach(Wire::close);
            Awaitility.await()
                    .until(() -> ring.owner().put("busy", "none", "text").status() == 200);
        }
    }
}
