package io.coffer.protocol;

import io.coffer.model.OssError;
import io.coffer.model.OssException;

/** How an answer writes names, which XML cannot carry when they hold control characters. */
public enum EncodingType {
    PLAIN,
    /** Names are percent-encoded, slashes too. */
    URL;

    /**
     * Reads {@code encoding-type}; an empty value equals none.
     *
     * @throws OssException {@link OssError#INVALID_ARGUMENT}
     */
    public static EncodingType of(QueryParameters query) {
        String text = query.first("encoding-type").orElse("");
        return switch (text) {
            case "" -> PLAIN;
            case "url" -> URL;
            default ->
                throw OssError.invalidArgument("encoding-type", text, "Invalid Encoding Method specified in Request.");
        };
    }

    public String encode(String name) {
        return switch (this) {
            case PLAIN -> name;
            case URL -> PercentEncoding.encode(name);
        };
    }
}
