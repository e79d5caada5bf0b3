package io.coffer.server.config;

/** What one server takes on at most. */
public record LimitsConfig(
        @Setting(value = "Open connections at each port; further ones wait.", fallback = "4096")
        int connections,

        @Setting(value = "Bytes of a request's line and headers together.", fallback = "32768")
        int headerBytes,

        @Setting(value = "Seconds until a connection without a request is closed.", fallback = "60")
        int idleSeconds,

        @Setting(value = "Seconds the body of a request or answer may pause between two bytes.", fallback = "60")
        int requestBodySeconds,

        @Setting(value = "Seconds that running requests have to finish after SIGTERM.", fallback = "20")
        int drainSeconds) {
    public LimitsConfig {
        require("connections", connections, 1, 1_000_000);
        require("header-bytes", headerBytes, 8_192, 1_048_576);
        require("idle-seconds", idleSeconds, 1, 86_400);
        require("request-body-seconds", requestBodySeconds, 1, 86_400);
        require("drain-seconds", drainSeconds, 0, 3_600);
    }

    private static void require(String key, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(key + " must be " + lowest + " to " + highest + ", not " + value);
        }
    }
}
