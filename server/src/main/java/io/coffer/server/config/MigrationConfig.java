package io.coffer.server.config;

/** Where the whole store is carried to while the server serves. */
public record MigrationConfig(
        @Setting(
                "The storage that the store moves to, written as `storage` is; of an engine that several servers share.")
        StorageConfig target,

        @Setting(
                value = "MiB a second that are carried while the server serves; 0 for no bound."
                        + " `./coffer migrate finish` knows none.",
                fallback = "64")
        int mebibytesPerSecond) {
    public MigrationConfig {
        if (mebibytesPerSecond < 0 || mebibytesPerSecond > 100_000) {
            throw new IllegalArgumentException("mebibytes-per-second must be 0 to 100000, not " + mebibytesPerSecond);
        }
    }

    public long bytesPerSecond() {
        return (long) mebibytesPerSecond << 20;
    }
}
