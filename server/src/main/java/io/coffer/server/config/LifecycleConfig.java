package io.coffer.server.config;

/** How lifecycle rules are carried out. */
public record LifecycleConfig(
        @Setting(
                value = "Seconds from the end of one walk through the buckets with lifecycle rules to the next."
                        + " Rules count in days, so walks at long intervals lose little.",
                fallback = "3600")
        int intervalSeconds) {
    public LifecycleConfig {
        if (intervalSeconds < 1 || intervalSeconds > 86_400) {
            throw new IllegalArgumentException("interval-seconds must be 1 to 86400, not " + intervalSeconds);
        }
    }
}
