package io.coffer.server.observability;

import java.util.List;

/** Every metric that a scrape may show. */
public enum Metric {
    BUILD(Kind.GAUGE, "coffer_build_info", "Always 1; the label is the version that runs.", "version"),
    REQUESTS(
            Kind.COUNTER,
            "coffer_requests_total",
            "Requests that were answered, by HTTP status. The service is `oss`, or that of an administration action;"
                    + " what means no operation is `Unknown`, of the service `admin` at the administration port.",
            "service",
            "operation",
            "code"),
    REQUEST_DURATION(
            Kind.HISTOGRAM,
            "coffer_request_duration_seconds",
            "From the headers of the request until the answer was out.",
            "service",
            "operation"),
    RECEIVED_BYTES(
            Kind.COUNTER,
            "coffer_received_bytes_total",
            "Bytes of request bodies, as they came.",
            "service",
            "operation"),
    SENT_BYTES(Kind.COUNTER, "coffer_sent_bytes_total", "Bytes of the answers' bodies.", "service", "operation"),
    REQUESTS_IN_FLIGHT(
            Kind.GAUGE, "coffer_requests_in_flight", "Requests begun and not ended, waiting ones included.", "port"),
    REQUESTS_REFUSED(
            Kind.COUNTER,
            "coffer_requests_refused_total",
            "Requests refused at once because there was too much to do.",
            "port"),
    KMS_CALLS(
            Kind.COUNTER,
            "coffer_kms_calls_total",
            "What the provider of master keys was asked; the outcome is `ok` or the kind of failure. What a cache, an"
                    + " intermediate key or the circuit breaker answered is no call.",
            "call",
            "outcome"),
    KMS_ONLINE(
            Kind.GAUGE,
            "coffer_kms_online",
            "1 while the provider of master keys answered the last call, be it by a refusal, or was not asked yet."),
    KMS_CACHE_READS(
            Kind.COUNTER,
            "coffer_kms_cache_reads_total",
            "Opened data keys that were looked for in memory, `hit` or `miss`.",
            "result"),
    KEY_LOG_HEALTHY(
            Kind.GAUGE,
            "coffer_key_log_healthy",
            "1 while the key-use log can be written, 0 when that stops the use of keys; absent when none is kept."),
    CHECKPOINTS_FAILING(
            Kind.GAUGE,
            "coffer_checkpoint_delivery_failing",
            "1 when the newest checkpoint could not be delivered by that way, named by its kind.",
            "target"),
    BUCKET_VERSIONS(
            Kind.GAUGE,
            "coffer_bucket_versions",
            "Versions of objects, links and uploads under way, by whether they satisfy the bucket's encryption rule"
                    + " (`satisfied`, `unsatisfied`) and why not. Of the first 200 buckets by name.",
            "bucket",
            "state",
            "reason"),
    BUCKETS_LEFT_OUT(
            Kind.GAUGE,
            "coffer_buckets_left_out",
            "Buckets that `coffer_bucket_versions` does not show for their number."),
    KEY_VERSION_ENTRIES(
            Kind.GAUGE,
            "coffer_key_version_entries",
            "What is protected by a version of a master key, in all buckets, attribute keys included.",
            "key",
            "version"),
    ENGINE_WRITABLE(Kind.GAUGE, "coffer_engine_writable", "1 while the storage engine takes commits."),
    ENGINE_RESIDUE(
            Kind.GAUGE,
            "coffer_engine_residue_bytes",
            "The most that may still lie on the disk of what was replaced or deleted; absent when the engine cannot tell."),
    SCRUB_DAMAGED(
            Kind.GAUGE,
            "coffer_scrub_damaged_entries",
            "Damaged entries that the scrubber found in its pass under way or the last one."),
    KEEPS_HOUSE(
            Kind.GAUGE,
            "coffer_keeps_house",
            "1 for the server of a shared store that runs its chores and rewraps; absent where one server has it to itself."),
    ACCESS_LOG_LOST(
            Kind.COUNTER,
            "coffer_access_log_lost_lines_total",
            "Lines of the server's access log that could not be written; absent when it is off."),
    SOURCES_FAILED(
            Kind.GAUGE,
            "coffer_scrape_failed_sources",
            "Sources of this scrape that failed, whose values are missing; the log says why.");

    /** What a value means. */
    public enum Kind {
        /** Only grows, from 0 at each start. */
        COUNTER,
        /** As it is at the moment. */
        GAUGE,
        /** How many were at most so long, for some lengths. */
        HISTOGRAM
    }

    private final Kind kind;
    private final String title;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> labels;

    Metric(Kind kind, String title, String meaning, String... labels) {
        this.kind = kind;
        this.title = title;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    public Kind kind() {
        return kind;
    }

    /** The name it is scraped under. */
    public String title() {
        return title;
    }

    /** One sentence or more, in Markdown. */
    public String meaning() {
        return meaning;
    }

    public List<String> labels() {
        return labels;
    }
}
