package io.coffer.server.config;

/** The record of changes. */
public record AuditConfig(
        @Setting(
                value = "Days that audit records are kept. What is older is removed; the rest can still be verified.",
                fallback = "365")
        int keepDays) {
    public AuditConfig {
        if (keepDays < 1 || keepDays > 36_500) {
            throw new IllegalArgumentException("keep-days must be 1 to 36500, not " + keepDays);
        }
    }
}
