package io.coffer.server.identity;

/** What people write about a user; empty where nothing is known. Decides nothing. */
public record UserProfile(String displayName, String mobilePhone, String email, String comments) {
    private static final int MAX_LENGTH = 128;

    /** @throws RamException {@link RamError#INVALID_TEXT} */
    public UserProfile {
        requireShort(displayName);
        requireShort(mobilePhone);
        requireShort(email);
        requireShort(comments);
    }

    private static void requireShort(String text) {
        IdentityRules.requireText(text, MAX_LENGTH);
    }
}
