package io.coffer.server.migration;

import java.time.Instant;
import java.util.Optional;

/**
 * How far the server is with carrying its store over.
 *
 * @param pass the number of the pass that is made, or was made last, from 1
 * @param current what this pass looked at and did so far
 * @param before what the pass before it did
 * @param failure why it broke off, in words
 */
public record MigrationState(
        Phase phase,
        Instant begun,
        Optional<Instant> ended,
        int pass,
        PassCounts current,
        Optional<PassCounts> before,
        Optional<String> failure) {
    /** Where it stands. */
    public enum Phase {
        /** Passes are made. */
        RUNNING,
        /** The last pass found little, so that the rest can be carried while the server is stopped. */
        CAUGHT_UP,
        CANCELLED,
        FAILED
    }
}
