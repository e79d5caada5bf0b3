package io.coffer.server.config;

/** The replication between buckets. */
public record ReplicationConfig(
        @Setting(
                value = "Seconds from the end of one comparison of replicated buckets to the start of the next.",
                fallback = "60")
        int intervalSeconds) {
    public ReplicationConfig {
        if (intervalSeconds < 1 || intervalSeconds > 86_400) {
            throw new IllegalArgumentException("interval-seconds must be 1 to 86400, not " + intervalSeconds);
        }
    }
}
