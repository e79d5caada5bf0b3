package io.coffer.model.setting;

import io.coffer.model.AccountId;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** The resource group that a bucket belongs to; it sorts an account's buckets and nothing more. */
public record ResourceGroup(String id) {
    private static final Pattern ID = Pattern.compile("rg-[0-9a-z]{15}");
    private static final String DEFAULT_START = "rg-acfm";
    private static final int RADIX = 36;
    private static final int DEFAULT_LENGTH = 11;

    /** Whether a group could have this id: there is no list of groups to look it up in. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The group of an account's buckets for which no other was chosen; always the same for an account. */
    public static ResourceGroup defaultOf(AccountId account) {
        BigInteger number =
                new BigInteger(account.value()).mod(BigInteger.valueOf(RADIX).pow(DEFAULT_LENGTH));
        String digits = number.toString(RADIX);
        return new ResourceGroup(DEFAULT_START + "0".repeat(DEFAULT_LENGTH - digits.length()) + digits);
    }
}
