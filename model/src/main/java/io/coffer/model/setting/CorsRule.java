package io.coffer.model.setting;

import java.util.List;
import java.util.Optional;

/**
 * Which pages of other origins may use a bucket, and how.
 *
 * @param allowedOrigins with at most one {@code *} each
 * @param allowedMethods of GET, PUT, DELETE, POST and HEAD
 * @param allowedHeaders that a request may carry, with at most one {@code *} each
 * @param exposeHeaders of the answer that a page may read
 * @param maxAgeSeconds for which a browser may keep the answer to a preflight
 */
public record CorsRule(
        List<String> allowedOrigins,
        List<String> allowedMethods,
        List<String> allowedHeaders,
        List<String> exposeHeaders,
        Optional<Integer> maxAgeSeconds) {
    public CorsRule {
        allowedOrigins = List.copyOf(allowedOrigins);
        allowedMethods = List.copyOf(allowedMethods);
        allowedHeaders = List.copyOf(allowedHeaders);
        exposeHeaders = List.copyOf(exposeHeaders);
    }
}
