package io.coffer.server.identity;

import java.time.Instant;

/**
 * One text of a policy.
 *
 * @param number from 1, never used twice
 */
public record PolicyVersion(int number, String document, Instant created) {
    /** As RAM writes it, such as {@code v1}. */
    public String id() {
        return "v" + number;
    }
}
