package io.coffer.server.config;

/** How archived objects are restored. Nothing is slower here for being archived, so the wait is a matter of taste. */
public record ArchiveConfig(
        @Setting(
                value = "Seconds from RestoreObject until an archived object can be read; at Alibaba it is minutes to"
                        + " hours, and clients see the state in between.",
                fallback = "5")
        int restoreSeconds) {
    public ArchiveConfig {
        if (restoreSeconds < 0 || restoreSeconds > 172_800) {
            throw new IllegalArgumentException("restore-seconds must be 0 to 172800, not " + restoreSeconds);
        }
    }
}
