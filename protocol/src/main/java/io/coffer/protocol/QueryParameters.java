package io.coffer.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The query's parameters, percent-decoded, in the order of the wire. A parameter without {@code =} has no value, which
 * differs from an empty one ({@code k} and {@code k=}).
 */
public final class QueryParameters {
    public static final QueryParameters NONE = new QueryParameters(List.of());

    public record Parameter(String name, Optional<String> value) {
        public String text() {
            return value.orElse("");
        }
    }

    private final List<Parameter> parameters;

    public QueryParameters(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
    }

    /** Parses a raw query; {@code +} stands for a blank here. A null or empty query has no parameters. */
    public static QueryParameters parse(String rawQuery) {
        if (rawQuery.isEmpty()) {
            return NONE;
        }
        List<Parameter> parameters = new ArrayList<>();
        int start = 0;
        while (start <= rawQuery.length()) {
            int end = rawQuery.indexOf('&', start);
            end = end < 0 ? rawQuery.length() : end;
            if (end > start) {
                parameters.add(parameter(rawQuery.substring(start, end)));
            }
            start = end + 1;
        }
        return new QueryParameters(parameters);
    }

    private static Parameter parameter(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0
                ? new Parameter(PercentEncoding.decodeQuery(pair), Optional.empty())
                : new Parameter(
                        PercentEncoding.decodeQuery(pair.substring(0, equals)),
                        Optional.of(PercentEncoding.decodeQuery(pair.substring(equals + 1))));
    }

    public List<Parameter> all() {
        return parameters;
    }

    public boolean has(String name) {
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** The text of the first parameter of that name; the empty text when it stands without a value. */
    public Optional<String> first(String name) {
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(name)) {
                return Optional.of(parameter.text());
            }
        }
        return Optional.empty();
    }
}
