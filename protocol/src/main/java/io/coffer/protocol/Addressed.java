package io.coffer.protocol;

import java.util.Optional;

/**
 * Where a request is addressed to.
 *
 * @param target what it is about
 * @param otherReading a second reading, when Host and path both seem to name the bucket; the one for which the
 *     signature holds is right
 * @param host the Host as sent, with its port
 * @param serviceHost the Host without the bucket's label, with its port
 */
public record Addressed(Target target, Optional<Target> otherReading, String host, String serviceHost) {}
