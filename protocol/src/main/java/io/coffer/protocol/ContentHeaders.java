package io.coffer.protocol;

import java.util.Optional;

/**
 * The headers of an upload that are kept and given back as they came. {@code Expires} is any text: dates that are none
 * must come back unchanged too.
 */
public record ContentHeaders(
        String contentType,
        Optional<String> cacheControl,
        Optional<String> contentDisposition,
        Optional<String> contentEncoding,
        Optional<String> contentLanguage,
        Optional<String> expires) {
    private static final String DEFAULT_TYPE = "application/octet-stream";

    public static ContentHeaders of(Headers headers) {
        return new ContentHeaders(
                nonEmpty(headers, "content-type").orElse(DEFAULT_TYPE),
                nonEmpty(headers, "cache-control"),
                nonEmpty(headers, "content-disposition"),
                nonEmpty(headers, "content-encoding"),
                nonEmpty(headers, "content-language"),
                nonEmpty(headers, "expires"));
    }

    private static Optional<String> nonEmpty(Headers headers, String name) {
        return headers.first(name).filter(value -> !value.isEmpty());
    }

    /** As an answer carries them. */
    public Headers headers() {
        return Headers.builder()
                .add("Content-Type", contentType)
                .addIfPresent("Cache-Control", cacheControl)
                .addIfPresent("Content-Disposition", contentDisposition)
                .addIfPresent("Content-Encoding", contentEncoding)
                .addIfPresent("Content-Language", contentLanguage)
                .addIfPresent("Expires", expires)
                .build();
    }
}
