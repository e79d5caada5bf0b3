package io.coffer.protocol.form;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A header's value with its parameters, such as {@code form-data; name="file"; filename="a.txt"}.
 *
 * @param value what stands before the parameters, in lower case
 * @param parameters by name in lower case; the first of a name counts
 */
record HeaderParameters(String value, Map<String, String> parameters) {
    static HeaderParameters parse(String text) {
        int semicolon = text.indexOf(';');
        String value = (semicolon < 0 ? text : text.substring(0, semicolon)).strip();
        Map<String, String> parameters = new HashMap<>();
        int at = semicolon < 0 ? text.length() : semicolon + 1;
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            String name = text.substring(at, equals).replace(';', ' ').strip().toLowerCase(Locale.ROOT);
            int from = equals + 1;
            while (from < text.length() && text.charAt(from) == ' ') {
                from++;
            }
            StringBuilder parameter = new StringBuilder();
            at = from < text.length() && text.charAt(from) == '"'
                    ? quoted(text, from + 1, parameter)
                    : bare(text, from, parameter);
            parameters.putIfAbsent(name, parameter.toString());
        }
        return new HeaderParameters(value.toLowerCase(Locale.ROOT), Map.copyOf(parameters));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /** A backslash only escapes a quote: browsers send paths with backslashes as they are. */
    private static int quoted(String text, int from, StringBuilder value) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '"') {
            boolean escape = text.charAt(at) == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '"';
            at += escape ? 1 : 0;
            value.append(text.charAt(at));
            at++;
        }
        return at + 1;
    }

    private static int bare(String text, int from, StringBuilder value) {
        int semicolon = text.indexOf(';', from);
        int end = semicolon < 0 ? text.length() : semicolon;
        value.append(text.substring(from, end).strip());
        return end + 1;
    }
}
