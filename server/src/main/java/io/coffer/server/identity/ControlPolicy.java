package io.coffer.server.identity;

import java.time.Instant;

/**
 * A policy that bounds a whole account.
 *
 * @param document JSON text
 */
public record ControlPolicy(String name, String document, Instant created, Instant updated) {}
