package io.coffer.model;

import java.util.regex.Pattern;

/** An account's number, 1 to 32 digits; Coffer makes them with 16. Buckets belong to an account. */
public record AccountId(String value) {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,32}");

    public AccountId {
        if (!DIGITS.matcher(value).matches()) {
            throw new IllegalArgumentException("an account id is a number of up to 32 digits: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
