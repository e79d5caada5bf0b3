package io.coffer.server.identity;

import io.coffer.model.AccountId;
import io.coffer.server.authentication.SessionStore;
import java.security.SecureRandom;
import java.util.regex.Pattern;

/** The form of names and ids, and how new ones are drawn. */
final class IdentityRules {
    private static final Pattern USER_NAME = Pattern.compile("[A-Za-z0-9._-]+");
    private static final Pattern GROUP_NAME = Pattern.compile("[A-Za-z0-9-]+");
    private static final Pattern ROLE_NAME = Pattern.compile("[A-Za-z0-9.-]+");
    private static final Pattern POLICY_NAME = Pattern.compile("[A-Za-z0-9-]+");
    private static final int MAX_NAME = 64;
    private static final int MAX_POLICY_NAME = 128;
    private static final Pattern ACCESS_KEY_ID = Pattern.compile("[\\x21-\\x7e&&[^/]]{1,128}");
    private static final String DIGITS = "0123456789";
    private static final String ALPHANUMERICS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" + DIGITS;
    private static final String KEY_PREFIX = "LTAI";
    private static final String GROUP_PREFIX = "g-";
    private static final int GROUP_LENGTH = 16;
    private static final int TOKEN_LENGTH = 12;
    private static final int KEY_LENGTH = 20;
    private static final int SESSION_KEY_LENGTH = 25;
    private static final int SECRET_LENGTH = 30;
    private static final int ACCOUNT_LENGTH = 16;
    private static final int USER_LENGTH = 18;
    private static final SecureRandom RANDOM = new SecureRandom();

    private IdentityRules() {}

    static void requireUserName(String name) {
        requireName(name, USER_NAME, RamError.INVALID_USER_NAME, MAX_NAME, RamError.USER_NAME_TOO_LONG);
    }

    static void requireGroupName(String name) {
        requireName(name, GROUP_NAME, RamError.INVALID_GROUP_NAME, MAX_NAME, RamError.GROUP_NAME_TOO_LONG);
    }

    static void requireRoleName(String name) {
        requireName(name, ROLE_NAME, RamError.INVALID_ROLE_NAME, MAX_NAME, RamError.ROLE_NAME_TOO_LONG);
    }

    static void requirePolicyName(String name) {
        requireName(name, POLICY_NAME, RamError.INVALID_POLICY_NAME, MAX_POLICY_NAME, RamError.POLICY_NAME_TOO_LONG);
    }

    private static void requireName(String name, Pattern form, RamError malformed, int most, RamError tooLong) {
        if (name.length() > most) {
            throw tooLong.exception();
        }
        if (!form.matcher(name).matches()) {
            throw malformed.exception();
        }
    }

    static boolean isUserName(String name) {
        return name.length() <= MAX_NAME && USER_NAME.matcher(name).matches();
    }

    static boolean isRoleName(String name) {
        return name.length() <= MAX_NAME && ROLE_NAME.matcher(name).matches();
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

    static String newRoleId() {
        return number(USER_LENGTH);
    }

    static String newGroupId() {
        return GROUP_PREFIX + random(ALPHANUMERICS, GROUP_LENGTH);
    }

    /** Tells one bond between the same two from another. */
    static String newToken() {
        return random(ALPHANUMERICS, TOKEN_LENGTH);
    }

    static String newPolicyId() {
        return random(ALPHANUMERICS, KEY_LENGTH);
    }

    static String newAccessKeyId() {
        return KEY_PREFIX + random(ALPHANUMERICS, KEY_LENGTH);
    }

    static String newSessionKeyId() {
        return SessionStore.KEY_PREFIX + random(ALPHANUMERICS, SESSION_KEY_LENGTH);
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
