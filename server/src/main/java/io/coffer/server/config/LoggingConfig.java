package io.coffer.server.config;

import io.coffer.server.observability.AccessLog;
import java.nio.file.Path;
import java.util.Optional;

/** What is logged: of the server itself, of all requests, and of those of single buckets. */
public record LoggingConfig(
        @Setting(
                value = "Seconds between two deliveries of the access logs that buckets keep; OSS delivers every 3600."
                        + " What was not delivered is lost when the process is killed, not when it is stopped.",
                fallback = "300")
        int intervalSeconds,

        @Setting(
                value =
                        "What the server says of itself on stderr: `text` in lines for people, `json` with an object a line.",
                fallback = "text")
        Format format,

        @Setting(value = "Where the access log of the whole OSS API goes.", fallback = "off")
        Access access,

        @Setting(
                value =
                        "`oss` has the fields of OSS's own access log in its order, `json` the same as an object a line.",
                fallback = "oss")
        AccessLog.Format accessFormat,

        @Setting("File of the access log; without it `<data>.access.log`, beside the data directory.")
        Optional<Path> accessFile,

        @Setting(value = "MiB after which a file of the access log ends and the next begins.", fallback = "64")
        int accessMebibytes,

        @Setting(value = "Hours after which it ends in any case.", fallback = "24")
        int accessHours,

        @Setting(
                value = "How many files that ended are kept beside the one that is written; older ones are deleted.",
                fallback = "16")
        int accessFiles) {
    /** How the server's own log is written. */
    public enum Format {
        TEXT,
        JSON
    }

    /** Where the access log goes. */
    public enum Access {
        OFF,
        FILE,
        STDOUT
    }

    public LoggingConfig {
        require("interval-seconds", intervalSeconds, 1, 86_400);
        require("access-mebibytes", accessMebibytes, 1, 65_536);
        require("access-hours", accessHours, 1, 8_784);
        require("access-files", accessFiles, 0, 10_000);
    }

    private static void require(String key, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(key + " must be " + lowest + " to " + highest + ", not " + value);
        }
    }
}
