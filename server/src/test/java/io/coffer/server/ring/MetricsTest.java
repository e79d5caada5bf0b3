package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.CofferVersion;
import io.coffer.server.observability.Metric;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a monitoring system is told at the administration port. */
class MetricsTest {
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
    private final Ring ring = Ring.inMemory();

    @AfterEach
    void close() {
        ring.close();
    }

    private String scrape() {
        return ring.administration().get("/metrics").body();
    }

    /** An answer is counted after it went out, so its client may come earlier. */
    private void awaitLine(String line) {
        Awaitility.await().untilAsserted(() -> assertThat(scrape().lines()).contains(line));
    }

    @Test
    void bytesAndDurationsAreCounted() {
        Client owner = ring.owner().create("measured");
        owner.put("measured", "key", "twelve bytes");
        owner.get("measured", "key");
        owner.get("measured", "key");
        awaitLine("coffer_received_bytes_total{operation=\"PutObject\",service=\"oss\"} 12.0");
        awaitLine("coffer_sent_bytes_total{operation=\"GetObject\",service=\"oss\"} 24.0");
        awaitLine("coffer_request_duration_seconds_count{operation=\"GetObject\",service=\"oss\"} 2");
        awaitLine("coffer_request_duration_seconds_bucket{operation=\"GetObject\",service=\"oss\",le=\"+Inf\"} 2");
    }

    @Test
    void requestsAreCountedExactlyByOperationAndStatus() {
        Client owner = ring.owner().create("counted");
        for (int time = 0; time < 3; time++) {
            assertThat(owner.getRule("counted").status()).isEqualTo(400);
        }
        assertThat(owner.bucket(GET, "counted").with("acl").send().status()).isEqualTo(200);
        assertThat(ring.anonymous().bucket(GET, "counted").with("acl").send().status())
                .isEqualTo(403);
        awaitLine("coffer_requests_total{code=\"400\",operation=\"GetBucketEncryption\",service=\"oss\"} 3.0");
        awaitLine("coffer_requests_total{code=\"200\",operation=\"GetBucketAcl\",service=\"oss\"} 1.0");
        awaitLine("coffer_requests_total{code=\"403\",operation=\"GetBucketAcl\",service=\"oss\"} 1.0");
    }

    @Test
    void actionsAreCountedByTheirService() {
        ring.administration().call(Administration.RAM, "ListGroups");
        ring.administration("LTAInobodys", "wrong").call(Administration.RAM, "ListGroups");
        assertThat(scrape().lines())
                .contains("coffer_requests_total{code=\"200\",operation=\"ListGroups\",service=\"ram\"} 1.0")
                .anyMatch(line -> line.startsWith("coffer_requests_total{code=")
                        && line.contains("operation=\"Unknown\",service=\"admin\""));
    }

    @Test
    void nothingThatAClientWritesBecomesALabel() {
        for (String made : new String[] {"zzinvented", "zzother", "zzthird"}) {
            ring.owner().bucket(GET, "unknown").with(made).send();
            ring.administration().call(Administration.RAM, made);
            ring.administration().get("/" + made);
        }
        awaitLine("coffer_requests_in_flight{port=\"oss\"} 0.0");
        assertThat(scrape()).doesNotContain("zz").contains("operation=\"Unknown\"");
    }

    @Test
    void noSecretAndNoAccessKeyIsTold() {
        ring.owner().create("quiet").put("quiet", "key-of-an-object", "content");
        String secret = Ring.secretOf("LTAIowner");
        assertThat(scrape()).doesNotContain("LTAI", secret, "key-of-an-object", "content");
    }

    @Test
    void theScrapeNeedsNoSignatureAndIsOfTheTextFormat() {
        HttpResponse<String> scraped = ring.administration().get("/metrics");
        assertThat(scraped.statusCode()).isEqualTo(200);
        assertThat(scraped.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(ring.administration().get("/metrics/more").statusCode()).isEqualTo(404);
        assertThat(ring.administration()
                        .get("/?Action=GetPosture&Version=2026-11-01")
                        .statusCode())
                .isEqualTo(400);
        assertThat(ring.anonymous().bucket(GET, "metrics").send().body()).isNotEqualTo(scraped.body());
    }

    @Test
    void everyMetricIsScrapedUnderItsNameAndKind() {
        ring.owner().create("described");
        ring.administration().call(Administration.RAM, "ListUsers");
        TreeSet<String> shown = TYPE.matcher(scrape())
                .results()
                .map(type -> type.group(1) + " " + type.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(Metric.values())
                .extracting(
                        metric -> metric.title() + " " + metric.kind().name().toLowerCase(Locale.ROOT))
                .containsAll(shown)
                .contains("coffer_requests_total counter");
        assertThat(shown).contains("coffer_requests_in_flight gauge", "coffer_request_duration_seconds histogram");
    }

    @Test
    @Tag("unshared")
    void keysBucketsAndTheEngineAreTold() {
        Client owner = ring.owner().create("held");
        owner.put("held", "clear", "text");
        String keyId =
                ring.administration().call(Administration.KMS, "CreateKey").text("/KeyMetadata/KeyId");
        owner.putKmsRule("held", keyId);
        owner.put("held", "first", "text");
        owner.put("held", "second", "text");
        owner.get("held", "first");
        assertThat(scrape().lines())
                .contains(
                        "coffer_bucket_versions{bucket=\"held\",reason=\"\",state=\"satisfied\"} 2.0",
                        "coffer_bucket_versions{bucket=\"held\",reason=\"NotEncrypted\",state=\"unsatisfied\"} 1.0",
                        "coffer_buckets_left_out 0.0",
                        "coffer_kms_calls_total{call=\"generate\",outcome=\"ok\"} 3.0",
                        "coffer_kms_online 1.0",
                        "coffer_build_info{version=\"" + CofferVersion.current() + "\"} 1.0",
                        "coffer_engine_writable 1.0",
                        "coffer_scrub_damaged_entries 0.0",
                        "coffer_scrape_failed_sources 0.0")
                // two objects, and the key that seals what is known of the bucket's objects
                .contains("coffer_key_version_entries{key=\"" + keyId + "\",version=\"1\"} 3.0");
    }

    @Test
    @Tag("own-engine")
    void theKeyUseLogIsToldWhereOneIsKept(@TempDir Path data) {
        assertThat(scrape()).doesNotContain("coffer_key_log_healthy");
        try (Ring stored = Ring.on(data)) {
            assertThat(stored.administration().get("/metrics").body().lines()).contains("coffer_key_log_healthy 1.0");
        }
    }
}
