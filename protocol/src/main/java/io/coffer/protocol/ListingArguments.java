package io.coffer.protocol;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
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
        Optional<String> sent = query.first("max-keys");
        if (sent.isEmpty()) {
            return DEFAULT_MAX_KEYS;
        }
        String text = sent.get();
        if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > LIMIT_OF_MAX_KEYS) {
            throw invalidMaxKeys(text);
        }
        return Integer.parseInt(text);
    }

    private static OssException invalidMaxKeys(String text) {
        return OssError.invalidArgument(
                "max-keys", text, "Argument max-keys must be an integer between 0 and " + LIMIT_OF_MAX_KEYS + ".");
    }
}
