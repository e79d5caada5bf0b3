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

        @Setting(
                value =
                        "Bytes a second that a client must send or take while the server waits for it, measured once it"
                                + " kept the server waiting for 30 seconds of one body; slower ones are cut off. 0 is no bound.",
                fallback = "1024")
        int clientBytesPerSecond,

        @Setting(value = "Requests at each port that are worked on at the same time.", fallback = "512")
        int runningRequests,

        @Setting(
                value = "Requests at each port that wait for others to end; further ones get 503 at once.",
                fallback = "1024")
        int waitingRequests,

        @Setting(value = "Seconds that a request waits for others to end before it gets 503.", fallback = "10")
        int waitingSeconds,

        @Setting(value = "Seconds that running requests have to finish after SIGTERM.", fallback = "20")
        int drainSeconds,

        @Setting(
                value = "Failed signatures for one access key from one address (IPv6: /64) in a minute, 5 times as many"
                        + " for the address; further failures get 503, valid signatures always pass. 0 is no limit.",
                fallback = "6000")
        int failedSignaturesPerMinute) {
    public LimitsConfig {
        require("connections", connections, 1, 1_000_000);
        require("header-bytes", headerBytes, 8_192, 1_048_576);
        require("idle-seconds", idleSeconds, 1, 86_400);
        require("request-body-seconds", requestBodySeconds, 1, 86_400);
        require("client-bytes-per-second", clientBytesPerSecond, 0, 1_000_000);
        require("running-requests", runningRequests, 1, 1_000_000);
        require("waiting-requests", waitingRequests, 0, 1_000_000);
        require("waiting-seconds", waitingSeconds, 1, 3_600);
        require("drain-seconds", drainSeconds, 0, 3_600);
        require("failed-signatures-per-minute", failedSignaturesPerMinute, 0, 1_000_000);
    }

    private static void require(String key, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(key + " must be " + lowest + " to " + highest + ", not " + value);
        }
    }
}
