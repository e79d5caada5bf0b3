package io.coffer.server.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Signed checkpoints, which count only once they have left the machine. Without a place to go to none are made. */
public record CheckpointsConfig(
        @Setting(value = "Seconds between checkpoints; one more is made at the end.", fallback = "300")
        int intervalSeconds,

        @Setting("Directory that a file is put into for each checkpoint: a mount of another machine's disk.")
        Optional<Path> fileDrop,

        @Setting("Where checkpoints go by syslog (RFC 5424): `udp://HOST:PORT` or `tcp://HOST:PORT`.")
        Optional<String> syslog,

        @Setting("URL that each checkpoint is sent to by POST; an answer of 2xx counts.")
        Optional<String> webhook) {
    private static final Pattern SYSLOG = Pattern.compile("(udp|tcp)://(\\[[0-9a-fA-F:]+\\]|[^\\s/:]+):[0-9]{1,5}");
    private static final Pattern WEBHOOK = Pattern.compile("https?://[^\\s]+");

    public CheckpointsConfig {
        if (intervalSeconds < 1 || intervalSeconds > 86_400) {
            throw new IllegalArgumentException("interval-seconds must be 1 to 86400, not " + intervalSeconds);
        }
        syslog.filter(address -> !SYSLOG.matcher(address).matches()).ifPresent(address -> {
            throw new IllegalArgumentException(
                    "syslog: '" + address + "' is not of the form udp://HOST:PORT or tcp://HOST:PORT");
        });
        webhook.filter(url -> !WEBHOOK.matcher(url).matches()).ifPresent(url -> {
            throw new IllegalArgumentException("webhook: '" + url + "' is not a URL of http or https");
        });
    }
}
