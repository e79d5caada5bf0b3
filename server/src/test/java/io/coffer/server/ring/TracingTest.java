package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a collector of OpenTelemetry gets to see of requests. */
class TracingTest {
    private static final int SERVER = 2;
    private static final int INTERNAL = 1;
    private static final String SENDER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-";
    private OtlpReceiver collector;

    @BeforeEach
    void collect() throws IOException {
        collector = new OtlpReceiver();
    }

    @AfterEach
    void stop() {
        collector.close();
    }

    private Ring ring(String... more) {
        return Ring.inMemory("tracing:\n  endpoint: " + collector.endpoint() + "\n  " + String.join("\n  ", more));
    }

    private OtlpReceiver.Span awaitRequest(String name) {
        Awaitility.await()
                .until(() -> requests().stream().anyMatch(span -> span.name().equals(name)));
        return requests().stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<OtlpReceiver.Span> requests() {
        return collector.spans().stream().filter(span -> span.kind() == SERVER).toList();
    }

    private List<OtlpReceiver.Span> steps(OtlpReceiver.Span request) {
        return collector.spans().stream()
                .filter(span -> span.parent().equals(request.id()))
                .sorted(Comparator.comparingLong(OtlpReceiver.Span::startNanos))
                .toList();
    }

    @Test
    void aRequestIsSevenStepsAndTellsNoKeyOfAnObject() {
        try (Ring ring = ring()) {
            Client owner = ring.owner().create("traced");
            Answer put = owner.object(PUT, "traced", "private-name")
                    .header("x-oss-meta-secret", "private-value")
                    .body("private-body")
                    .send();
            OtlpReceiver.Span request = awaitRequest("PutObject");
            assertThat(request.parent()).isEmpty();
            assertThat(request.trace()).matches("[0-9a-f]{32}").doesNotContain("0".repeat(32));
            assertThat(request.attributes())
                    .isEqualTo(Map.of(
                            "coffer.operation", "PutObject",
                            "coffer.bucket", "traced",
                            "coffer.request_id", put.header("x-oss-request-id").orElseThrow(),
                            "http.request.method", "PUT",
                            "http.response.status_code", "200"));
            List<OtlpReceiver.Span> steps = steps(request);
            assertThat(steps)
                    .extracting(OtlpReceiver.Span::name)
                    .containsExactly("parse", "resolve", "authenticate", "snapshot", "authorize", "operate", "answer");
            assertThat(steps).allSatisfy(step -> {
                assertThat(step.trace()).isEqualTo(request.trace());
                assertThat(step.kind()).isEqualTo(INTERNAL);
                assertThat(step.attributes()).isEmpty();
                assertThat(step.startNanos()).isBetween(request.startNanos(), step.endNanos());
                assertThat(step.endNanos()).isLessThanOrEqualTo(request.endNanos());
            });
            assertThat(collector.services()).containsOnly("coffer");
            assertThat(collector.spans().toString()).doesNotContain("private").doesNotContain("LTAI");
        }
    }

    @Test
    void aRefusalEndsAtItsStep() {
        try (Ring ring = ring()) {
            ring.owner().create("refusing");
            ring.anonymous().get("refusing", "key");
            OtlpReceiver.Span request = awaitRequest("GetObject");
            assertThat(request.attributes())
                    .containsEntry("error.type", "AccessDenied")
                    .containsEntry("http.response.status_code", "403");
            assertThat(request.isError()).isFalse();
            List<OtlpReceiver.Span> steps = steps(request);
            assertThat(steps)
                    .extracting(OtlpReceiver.Span::name)
                    .containsExactly("parse", "resolve", "authenticate", "snapshot", "authorize", "answer");
            assertThat(steps.get(4).attributes()).containsEntry("error.type", "AccessDenied");
        }
    }

    @Test
    void whatMeansNothingHasASpanWithoutTheCallersWords() {
        try (Ring ring = ring()) {
            ring.anonymous().bucket(GET, "no-such-bucket-of-mine").send();
            OtlpReceiver.Span request = awaitRequest("ListObjects");
            assertThat(request.attributes()).doesNotContainKey("coffer.bucket");
            assertThat(collector.spans().toString()).doesNotContain("no-such-bucket-of-mine");
        }
    }

    @Test
    void theSendersTraceGoesOn() {
        try (Ring ring = ring("sample-percent: 0")) {
            Client owner = ring.owner().create("remote");
            owner.object(HEAD, "remote", "unsampled")
                    .header("traceparent", SENDER + "00")
                    .send();
            owner.object(GET, "remote", "sampled")
                    .header("traceparent", SENDER + "01")
                    .send();
            OtlpReceiver.Span request = awaitRequest("GetObject");
            assertThat(request.trace()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
            assertThat(request.parent()).isEqualTo("b7ad6b7169203331");
            assertThat(steps(request)).extracting(OtlpReceiver.Span::name).contains("authorize", "answer");
            assertThat(requests()).as("neither own traces nor unsampled ones").hasSize(1);
        }
    }

    @Test
    void aTraceparentThatIsNoneBeginsATrace() {
        try (Ring ring = ring()) {
            ring.anonymous().service(GET).header("traceparent", "00-zz-\"-01").send();
            OtlpReceiver.Span request = awaitRequest("ListBuckets");
            assertThat(request.parent()).isEmpty();
        }
    }

    @Test
    void aStopSendsWhatWaits() {
        try (Ring ring = ring("service-name: last-words")) {
            ring.anonymous().service(GET).send();
        }
        assertThat(requests()).extracting(OtlpReceiver.Span::name).contains("ListBuckets");
        assertThat(collector.services()).containsOnly("last-words");
    }

    @Test
    void theCollectorsSecretComesByReference() {
        try (Ring ring = ring("authorization: env:OTHER_SECRET")) {
            ring.anonymous().service(GET).send();
            awaitRequest("ListBuckets");
        }
        assertThat(collector.authorizations()).containsOnly("other-secret");
    }

    @Test
    void aCollectorThatIsNotThereHoldsNothingUp() {
        collector.close();
        try (Ring ring = ring()) {
            assertThat(ring.owner().create("alone").put("alone", "key", "text").outcome())
                    .isEqualTo("200");
        }
    }
}
