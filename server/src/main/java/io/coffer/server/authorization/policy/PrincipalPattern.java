package io.coffer.server.authorization.policy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A name in a {@code Principal}, and whether it means a caller. */
public sealed interface PrincipalPattern {
    /** @param name one of those by which policies may mean a caller */
    boolean means(String name);

    /** Also a caller without a name. */
    default boolean isEveryone() {
        return false;
    }

    /** Whoever asks. */
    record Everyone() implements PrincipalPattern {
        @Override
        public boolean means(String name) {
            return true;
        }

        @Override
        public boolean isEveryone() {
            return true;
        }

        @Override
        public String toString() {
            return EVERYONE;
        }
    }

    /** An account, a user or a role by its id, or by its ARN. */
    record Named(String principal) implements PrincipalPattern {
        @Override
        public boolean means(String name) {
            return principal.equals(name);
        }

        @Override
        public String toString() {
            return principal;
        }
    }

    /** A role by its ARN. Names of roles compare without case. */
    record Role(String principal) implements PrincipalPattern {
        @Override
        public boolean means(String name) {
            return principal.equalsIgnoreCase(name);
        }

        @Override
        public String toString() {
            return principal;
        }
    }

    /** Sessions of roles: both names may have wildcards. */
    record Session(String account, WildcardPattern role, WildcardPattern session) implements PrincipalPattern {
        private static final String BEGINNING = "arn:sts::";
        private static final String MIDDLE = ":assumed-role/";

        @Override
        public boolean means(String name) {
            int middle = BEGINNING.length() + account.length();
            int roleAt = middle + MIDDLE.length();
            if (!name.startsWith(BEGINNING)
                    || !name.startsWith(account, BEGINNING.length())
                    || !name.startsWith(MIDDLE, middle)) {
                return false;
            }
            int slash = name.indexOf('/', roleAt);
            return slash >= 0
                    && role.matches(name.substring(roleAt, slash))
                    && session.matches(name.substring(slash + 1));
        }

        @Override
        public String toString() {
            return BEGINNING + account + MIDDLE + role + "/" + session;
        }
    }

    /** A service or an identity provider, none of which calls here. */
    record Elsewhere(String kind, String principal) implements PrincipalPattern {
        @Override
        public boolean means(String name) {
            return false;
        }

        @Override
        public String toString() {
            return kind + " " + principal;
        }
    }

    String EVERYONE = "*";
    int MAX_LENGTH = 512;
    Pattern SESSION = Pattern.compile("arn:sts::([0-9]{1,32}):assumed-role/([^/]{1,128})/([^/]{1,128})");
    Pattern ROLE = Pattern.compile("acs:ram::[0-9]{1,32}:role/[^/*?\\s]{1,128}");
    Pattern IDENTITY = Pattern.compile("acs:ram::[0-9]{1,32}:(root|user/[^/*?\\s]{1,128})");
    Pattern ID = Pattern.compile("[^\\s:/*?]{1,128}");

    /** @throws IllegalArgumentException when a policy of a bucket cannot mean anybody by it */
    static PrincipalPattern ofBucket(String text) {
        if (text.equals(EVERYONE)) {
            return new Everyone();
        }
        Matcher session = SESSION.matcher(text);
        if (session.matches()) {
            return new Session(
                    session.group(1),
                    WildcardPattern.ignoringCase(session.group(2)),
                    WildcardPattern.of(session.group(3)));
        }
        return ID.matcher(text).matches() ? new Named(text) : identity(text);
    }

    /** @throws IllegalArgumentException when it is no identity of RAM */
    static PrincipalPattern ofTrust(String text) {
        return text.equals(EVERYONE) ? new Everyone() : identity(text);
    }

    private static PrincipalPattern identity(String text) {
        if (ROLE.matcher(text).matches()) {
            return new Role(text);
        }
        if (IDENTITY.matcher(text).matches()) {
            return new Named(text);
        }
        throw new IllegalArgumentException("no principal: neither * nor an account, user, role or session");
    }

    /** @throws IllegalArgumentException when it is empty or longer than any name is */
    static PrincipalPattern elsewhere(String kind, String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("no principal: it has 1 to " + MAX_LENGTH + " characters");
        }
        return new Elsewhere(kind, text);
    }
}
