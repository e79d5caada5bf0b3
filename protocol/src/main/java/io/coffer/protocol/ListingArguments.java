package io.coffer.protocol;

import io.coffer.model.OssError;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameters that all listings share, and their limits. */
final class ListingArguments {
    private static final int DEFAULT_MAX_KEYS = 100;
    private static final int LIMIT_OF_MAX_KEYS = 1000;

    /** in bytes of UTF-8 */
    private static final int MAX_NAME_LENGTH = 1023;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private ListingArguments() {}

    /** A prefix, marker or delimiter; empty when absent. */
    static String name(QueryParameters query, String parameter) {
        String text = query.first(parameter).orElse("");
        if (text.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_LENGTH) {
            throw OssError.invalidArgument(parameter, text, "The length of " + parameter + " must be less than 1024.");
        }
        return text;
    }

    static int maxKeys(QueryParameters query) {
        return number(query, "max-keys", DEFAULT_MAX_KEYS, 0, LIMIT_OF_MAX_KEYS);
    }

    static int number(QueryParameters query, String parameter, int unset, int least, int most) {
        Optional<String> sent = query.first(parameter);
        if (sent.isEmpty()) {
            return unset;
        }
        String text = sent.get();
        if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw OssError.invalidArgument(
                    parameter,
                    text,
                    "Argument " + parameter + " must be an integer between " + least + " and " + most + ".");
        }
        return Integer.parseInt(text);
    }
}
