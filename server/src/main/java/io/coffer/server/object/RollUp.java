package io.coffer.server.object;

import java.util.Optional;

/**
 * How keys of a listing roll up.
 *
 * @param prefix of the listing; what comes before its end never parts keys
 * @param delimiter empty for none
 */
record RollUp(String prefix, String delimiter) {
    /** The common prefix that the key falls under, up to and with the first delimiter behind the prefix. */
    Optional<String> of(String key) {
        if (delimiter.isEmpty() || !key.startsWith(prefix)) {
            return Optional.empty();
        }
        int at = key.indexOf(delimiter, prefix.length());
        return at < 0 ? Optional.empty() : Optional.of(key.substring(0, at + delimiter.length()));
    }
}
