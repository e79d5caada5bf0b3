package io.coffer.server.authorization;

import io.coffer.server.authorization.policy.ContextValues;
import java.util.List;
import java.util.Locale;

/** What conditions can see of a bucket and its objects that only their owner can tell. */
final class OwnersFacts {
    /** How the keys begin, in their canonical form. */
    private static final List<String> KEYS =
            List.of("oss:buckettag/", "oss:existingobjecttag/", "oss:x-oss-server-side-");

    private OwnersFacts() {}

    /** @param key in any case */
    static boolean has(String key) {
        return hasCanonical(key.toLowerCase(Locale.ROOT));
    }

    /** Whether a text speaks of one of the keys. */
    static boolean areIn(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return KEYS.stream().anyMatch(lower::contains);
    }

    /** The same circumstances without these facts. */
    static ContextValues hidden(ContextValues context) {
        return key -> hasCanonical(key) ? null : context.value(key);
    }

    static boolean hasCanonical(String key) {
        return KEYS.stream().anyMatch(key::startsWith);
    }
}
