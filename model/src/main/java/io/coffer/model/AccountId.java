package io.coffer.model;

/** An account's number, 1 to 32 digits; Coffer makes them with 16. Buckets belong to an account. */
public record AccountId(String value) {
    private static final int MOST_DIGITS = 32;

    public AccountId {
        if (!isNumber(value)) {
            throw new IllegalArgumentException("an account id is a number of up to 32 digits: " + value);
        }
    }

    /** A loop, since every request makes several of these and a regular expression costs far more. */
    private static boolean isNumber(String value) {
        for (int at = 0; at < value.length(); at++) {
            if (value.charAt(at) < '0' || value.charAt(at) > '9') {
                return false;
            }
        }
        return !value.isEmpty() && value.length() <= MOST_DIGITS;
    }

    @Override
    public String toString() {
        return value;
    }
}
