package io.coffer.server.identity;

import io.coffer.model.AccountId;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/** The form of names and ids, and how new ones are drawn. */
final class IdentityRules {
    private static final Pattern USER_NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern POLICY_NAME = Pattern.compile("[A-Za-z0-9-]{1,128}");
    private static final Pattern ACCESS_KEY_ID = Pattern.compile("[\\x21-\\x7e&&[^/]]{1,128}");
    private static final String DIGITS = "0123456789";
    private static final String ALPHANUMERICS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" + DIGITS;
    private static final String KEY_PREFIX = "LTAI";
    private static final int KEY_LENGTH = 20;
    private static final int SECRET_LENGTH = 30;
    private static final int ACCOUNT_LENGTH = 16;
    private static final int USER_LENGTH = 18;
    private static final SecureRandom RANDOM = new SecureRandom();

    private IdentityRules() {}

    static void requireUserName(String name) {
        if (!USER_NAME.matcher(name).matches()) {
            throw RamError.INVALID_USER_NAME.exception();
        }
    }

    static void requirePolicyName(String name) {
        if (!POLICY_NAME.matcher(name).matches()) {
            throw RamError.INVALID_POLICY_NAME.exception();
        }
    }

    static boolean isAccessKeyId(String id) {
        return ACCESS_KEY_ID.matcher(id).matches();
    }

    static void requireText(String text, int maxLength) {
        if (text.length() > maxLength || text.chars().anyMatch(Character::isISOControl)) {
            throw RamError.INVALID_TEXT.exception();
        }
    }

    static AccountId newAccountId() {
        return new AccountId(number(ACCOUNT_LENGTH));
    }

    static String newUserId() {
        return number(USER_LENGTH);
    }

    static String newPolicyId() {
        return random(ALPHANUMERICS, KEY_LENGTH);
    }

    static String newAccessKeyId() {
        return KEY_PREFIX + random(ALPHANUMERICS, KEY_LENGTH);
    }

    static byte[] newSecret() {
        byte[] secret = new byte[SECRET_LENGTH];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) ALPHANUMERICS.charAt(RANDOM.nextInt(ALPHANUMERICS.length()));
        }
        return secret;
    }

    /** Without a leading zero, which some tools would drop. */
    private static String number(int length) {
        return random(DIGITS.substring(1), 1) + random(DIGITS, length - 1);
    }

    private static String random(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(RANDOM.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
