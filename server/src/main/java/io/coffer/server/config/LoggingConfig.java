package io.coffer.server.config;

/** The delivery of access logs into buckets. */
public record LoggingConfig(
        @Setting(
                value = "Seconds between two deliveries of the access logs that buckets keep; OSS delivers every 3600."
                        + " What was not delivered is lost when the process is killed, not when it is stopped.",
                fallback = "300")
        int intervalSeconds) {
    public LoggingConfig {
        if (intervalSeconds < 1 || intervalSeconds > 86_400) {
            throw new IllegalArgumentException("interval-seconds must be 1 to 86400, not " + intervalSeconds);
        }
    }
}
