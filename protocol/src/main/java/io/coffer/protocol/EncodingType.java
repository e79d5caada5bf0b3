package io.coffer.protocol;

import io.coffer.model.OssError;
import io.coffer.model.OssException;

/** How an answer writes names, which XML cannot carry when they hold control characters. */
public enum EncodingType {
    PLAIN,
    /** Names are percent-encoded, slashes too. */
    URL;

    private static final String NAME = "encoding-type";

    /**
     * Reads {@code encoding-type}; an empty value equals none.
     *
     * @throws OssException {@link OssError#INVALID_ARGUMENT}
     */
    public static EncodingType of(QueryParameters query) {
        return of(query.first(NAME).orElse(""));
    }

    /**
     * Reads it from the query or from a header of that name: Java SDK v1 sends the header with DeleteMultipleObjects.
     *
     * @throws OssException {@link OssError#INVALID_ARGUMENT}
     */
    public static EncodingType of(OssRequest request) {
        return of(request.query().first(NAME).or(() -> request.header(NAME)).orElse(""));
    }

    private static EncodingType of(String text) {
        return switch (text) {
            case "" -> PLAIN;
            case "url" -> URL;
            default -> throw OssError.invalidArgument(NAME, text, "Invalid Encoding Method specified in Request.");
        };
    }

    public String encode(String name) {
        return switch (this) {
            case PLAIN -> name;
            case URL -> PercentEncoding.encode(name);
        };
    }
}
