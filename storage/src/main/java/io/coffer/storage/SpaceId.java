package io.coffer.storage;

import java.util.regex.Pattern;

/** A space's identity: 1 to 63 characters of {@code a-z 0-9 -}. */
public record SpaceId(String value) {
    private static final Pattern VALID = Pattern.compile("[a-z0-9-]{1,63}");

    public SpaceId {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("not a space id: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
