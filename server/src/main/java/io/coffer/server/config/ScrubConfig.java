package io.coffer.server.config;

/** The reading of everything at rest, so that damage is found before it is asked for. */
public record ScrubConfig(
        @Setting(value = "MiB a second that are read to look for damage; 0 turns it off.", fallback = "8")
        int mebibytesPerSecond,

        @Setting(
                value = "Days from the beginning of one pass through everything to the next, at least.",
                fallback = "7")
        int days) {
    public ScrubConfig {
        if (mebibytesPerSecond < 0 || mebibytesPerSecond > 100_000) {
            throw new IllegalArgumentException("mebibytes-per-second must be 0 to 100000, not " + mebibytesPerSecond);
        }
        if (days < 0 || days > 3_650) {
            throw new IllegalArgumentException("days must be 0 to 3650, not " + days);
        }
    }

    public long bytesPerSecond() {
        return (long) mebibytesPerSecond << 20;
    }
}
