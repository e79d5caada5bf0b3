package io.coffer.storage;

/** A space's identity: 1 to 63 characters of {@code a-z 0-9 -}. */
public record SpaceId(String value) {
    private static final int LONGEST = 63;

    public SpaceId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a space id: " + value);
        }
    }

    /** A loop, since every request makes several of these and a regular expression costs far more. */
    private static boolean isValid(String value) {
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
                return false;
            }
        }
        return !value.isEmpty() && value.length() <= LONGEST;
    }

    @Override
    public String toString() {
        return value;
    }
}
