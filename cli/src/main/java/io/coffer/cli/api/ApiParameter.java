package io.coffer.cli.api;

import java.util.Locale;

/**
 * Something that a caller can say in a request.
 *
 * @param name of the query parameter, the header or the document's root
 */
record ApiParameter(String name, Place place, Kind kind, boolean isRequired) {
    private static final String VENDOR = "x-oss-";

    /** Where a request says it. */
    enum Place {
        QUERY,
        HEADER,
        METADATA,
        XML,
        JSON,
        DATA,
        CONTENT
    }

    enum Kind {
        TEXT,
        NUMBER,
        FLAG
    }

    boolean isBody() {
        return place == Place.XML || place == Place.JSON || place == Place.DATA;
    }

    /** As ossutil 2 names it. */
    String option() {
        return switch (place) {
            case METADATA -> "--metadata";
            case DATA -> "--body";
            case CONTENT -> "--output-file";
            case QUERY, HEADER, XML, JSON ->
                "--" + kebab(name.startsWith(VENDOR) ? name.substring(VENDOR.length()) : name);
        };
    }

    /** {@code CORSConfiguration} becomes {@code cors-configuration}, {@code uploadId} becomes {@code upload-id}. */
    static String kebab(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
