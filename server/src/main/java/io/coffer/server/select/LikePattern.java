package io.coffer.server.select;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.Optional;

/**
 * The pattern of LIKE: {@code %} and {@code *} stand for any text and {@code ?} for one character. It is matched
 * without a regular expression, so that no pattern takes more than the length of the text times its own.
 */
final class LikePattern {
    private static final int MAX_WILDCARDS = 5;
    private static final int ANY = -1;
    private static final int ONE = -2;

    private final int[] parts;

    private LikePattern(int[] parts) {
        this.parts = parts;
    }

    /** @throws OssException for an escape character or a pattern that OSS does not take */
    static LikePattern of(String pattern, Optional<String> escape) {
        int escaping = escape.map(LikePattern::escapeCharacter).orElse(Integer.MIN_VALUE);
        int[] parts = new int[pattern.length()];
        int length = 0;
        int wildcards = 0;
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (c == escaping) {
                if (++at == pattern.length()) {
                    throw OssError.SQL_NOTHING_ESCAPED.exception();
                }
                parts[length++] = pattern.charAt(at);
            } else if (c == '%' || c == '*') {
                wildcards++;
                parts[length++] = ANY;
            } else {
                parts[length++] = c == '?' ? ONE : c;
            }
        }
        if (wildcards > MAX_WILDCARDS) {
            throw OssError.SQL_TOO_MANY_WILDCARDS.exception();
        }
        return new LikePattern(java.util.Arrays.copyOf(parts, length));
    }

    private static int escapeCharacter(String escape) {
        if (escape.length() != 1) {
            throw OssError.SQL_ONE_ESCAPE.exception();
        }
        if ("%*?".contains(escape)) {
            throw OssError.SQL_INVALID_ESCAPE.exception();
        }
        return escape.charAt(0);
    }

    boolean matches(String text) {
        int at = 0;
        int part = 0;
        int lastAny = -1;
        int resume = 0;
        while (at < text.length()) {
            if (part < parts.length && (parts[part] == ONE || parts[part] == text.charAt(at))) {
                at++;
                part++;
            } else if (part < parts.length && parts[part] == ANY) {
                lastAny = part++;
                resume = at;
            } else if (lastAny >= 0) {
                // the last wildcard takes one character more; those before it need not change
                part = lastAny + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (part < parts.length && parts[part] == ANY) {
            part++;
        }
        return part == parts.length;
    }
}
