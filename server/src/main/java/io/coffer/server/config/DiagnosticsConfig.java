package io.coffer.server.config;

/** How refusals are explained. */
public record DiagnosticsConfig(
        @Setting(
                value = "Requests kept in memory for `explain` and for previews of policies, about 2 KiB each;"
                        + " 0 keeps none.",
                fallback = "10000")
        int recentRequests) {
    public DiagnosticsConfig {
        if (recentRequests < 0 || recentRequests > 1_000_000) {
            throw new IllegalArgumentException("recent-requests must be 0 to 1000000, not " + recentRequests);
        }
    }
}
