package io.coffer.server.config;

import io.coffer.server.keyuse.KeyLogLimits;
import java.time.Duration;

/** The log of what master keys are used for, in {@code key-log/} of the data directory. */
public record KeyLogConfig(
        @Setting(
                value =
                        "`on` records each use of a master key, and refuses it when it cannot be recorded; `off` keeps no"
                                + " log. Nothing is recorded where nothing is kept.",
                fallback = "on")
        Mode mode,

        @Setting(value = "MiB after which a file of the log ends and the next begins.", fallback = "64")
        int fileMebibytes,

        @Setting(value = "Days that files of the log are kept.", fallback = "365")
        int keepDays,

        @Setting(value = "MiB of all files of the log, beyond which the oldest are removed.", fallback = "16384")
        int keepMebibytes) {
    public enum Mode {
        ON,
        OFF
    }

    public KeyLogConfig {
        require("file-mebibytes", fileMebibytes, 1, 4096);
        require("keep-days", keepDays, 1, 36_500);
        require("keep-mebibytes", keepMebibytes, 1, 1 << 30);
    }

    private static void require(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " must be " + least + " to " + most + ", not " + value);
        }
    }

    public KeyLogLimits limits() {
        return new KeyLogLimits((long) fileMebibytes << 20, Duration.ofDays(keepDays), (long) keepMebibytes << 20);
    }
}
