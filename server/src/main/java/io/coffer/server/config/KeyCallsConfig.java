package io.coffer.server.config;

/** What a key service that is reached over a network may cost, and what is kept of its answers. */
public record KeyCallsConfig(
        @Setting(value = "Calls at the same time; further ones wait.", fallback = "64")
        int atOnce,

        @Setting(
                value = "Milliseconds until a call is given up, its wait included; what needed it answers 503.",
                fallback = "3000")
        int deadlineMillis,

        @Setting(value = "Calls that fail in a row until the service is left alone.", fallback = "5")
        int failures,

        @Setting(value = "Milliseconds it is left alone, until one call is let through to see.", fallback = "1000")
        int pauseMillis,

        @Setting(
                value =
                        "Seconds that an opened data key is used again without asking; as long a key that was disabled at"
                                + " its service still opens objects. Of `local` keys the state is looked at each time all"
                                + " the same. 0 keeps none.",
                fallback = "5")
        int cacheSeconds,

        @Setting(value = "Opened data keys in memory at most.", fallback = "10000")
        int cacheKeys) {
    public KeyCallsConfig {
        require("at-once", atOnce, 1, 10_000);
        require("deadline-millis", deadlineMillis, 10, 600_000);
        require("failures", failures, 1, 1_000_000);
        require("pause-millis", pauseMillis, 1, 3_600_000);
        require("cache-seconds", cacheSeconds, 0, 300);
        require("cache-keys", cacheKeys, 1, 10_000_000);
    }

    private static void require(String key, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(key + " must be " + lowest + " to " + highest + ", not " + value);
        }
    }
}
