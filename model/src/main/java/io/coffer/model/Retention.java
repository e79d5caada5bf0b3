package io.coffer.model;

import java.time.Instant;

/**
 * A version is kept until a time.
 *
 * @param until the first instant at which it may go
 */
public record Retention(RetentionMode mode, Instant until) {
    public boolean holdsAt(Instant now) {
        return now.isBefore(until);
    }
}
