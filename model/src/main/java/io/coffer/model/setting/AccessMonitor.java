package io.coffer.model.setting;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether a bucket remembers when its objects were last read.
 *
 * @param since when it was switched on; what was not read since then counts as read then. Empty while it is off
 * @param allowCopy whether being the source of a copy counts as being read; yes unless it is said
 */
public record AccessMonitor(Optional<Instant> since, Optional<Boolean> allowCopy) {
    public static final AccessMonitor OFF = new AccessMonitor(Optional.empty(), Optional.empty());

    public boolean on() {
        return since.isPresent();
    }

    public boolean countsCopies() {
        return allowCopy.orElse(true);
    }
}
