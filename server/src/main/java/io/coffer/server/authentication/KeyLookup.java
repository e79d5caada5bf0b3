package io.coffer.server.authentication;

/** What was found for the access key id, and perhaps the security token, of a request. */
public sealed interface KeyLookup {
    /** A key, which may be disabled. Nothing is proved yet: the signature has to hold for its secret. */
    record Found(AccessKey key) implements KeyLookup {}

    record Refused(Cause cause) implements KeyLookup {}

    /** Why there is no key to check the signature with. */
    enum Cause {
        UNKNOWN_KEY,
        /** The id is that of a temporary key, which counts only with its token. */
        TOKEN_MISSING,
        /** The key is a lasting one, and what came with it is no token of any key. */
        TOKEN_NOT_EXPECTED,
        /** Not of the form of a token. */
        TOKEN_MALFORMED,
        /** Never issued, or of a role that is no longer there. */
        TOKEN_INVALID,
        TOKEN_EXPIRED,
        TOKEN_OF_ANOTHER_KEY
    }

    static KeyLookup refused(Cause cause) {
        return new Refused(cause);
    }
}
