package io.coffer.server.authorization.policy;

import java.util.Locale;

/**
 * A text in which {@code *} stands for any characters, also none, and {@code ?} for exactly one. Most patterns are a
 * text, or a text and a star, and are compared as such; others run as an automaton, see {@link WildcardAutomaton}. So a
 * match costs one pass over the subject whatever the pattern: nothing is ever tried twice.
 */
public final class WildcardPattern {
    /** in characters; longer than any resource or action can be */
    public static final int MAX_LENGTH = 2048;

    private static final int MAX_PIECE = 16;

    /** What follows the characters that a match begins with. */
    private enum Rest {
        NOTHING,
        ANYTHING,
        PATTERN
    }

    private final String text;
    private final boolean ignoreCase;
    private final String beginning;
    private final Rest rest;
    /** Characters that stand together somewhere in every match: their absence is found faster than by the automaton. */
    private final String piece;

    private final WildcardAutomaton automaton;

    private WildcardPattern(String text, boolean ignoreCase) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("longer than " + MAX_LENGTH + " characters");
        }
        this.text = text;
        this.ignoreCase = ignoreCase;
        String folded = ignoreCase ? fold(text) : text;
        int wildcard = firstWildcard(folded);
        this.beginning = folded.substring(0, wildcard);
        String pattern = folded.substring(wildcard);
        this.rest = pattern.isEmpty() ? Rest.NOTHING : isStars(pattern) ? Rest.ANYTHING : Rest.PATTERN;
        this.piece = piece(pattern);
        this.automaton = rest == Rest.PATTERN ? WildcardAutomaton.of(pattern) : WildcardAutomaton.NONE;
    }

    public static WildcardPattern of(String text) {
        return new WildcardPattern(text, false);
    }

    public static WildcardPattern ignoringCase(String text) {
        return new WildcardPattern(text, true);
    }

    public boolean matches(String subject) {
        return matchesFolded(ignoreCase ? fold(subject) : subject);
    }

    /** @param subject in lower case when the pattern ignores case */
    boolean matchesFolded(String subject) {
        return switch (rest) {
            case NOTHING -> beginning.equals(subject);
            case ANYTHING -> subject.startsWith(beginning);
            case PATTERN ->
                subject.startsWith(beginning)
                        && subject.indexOf(piece, beginning.length()) >= 0
                        && automaton.accepts(subject, beginning.length());
        };
    }

    /** Whether it might match a text that begins so; true where that is not certain. */
    boolean mayMatchBeginning(String start) {
        return rest == Rest.NOTHING
                ? beginning.startsWith(start)
                : beginning.startsWith(start) || start.startsWith(beginning);
    }

    static String fold(String subject) {
        return subject.toLowerCase(Locale.ROOT);
    }

    /** The longest run without wildcards, cut short so that looking for it is cheap in whatever subject. */
    private static String piece(String pattern) {
        String longest = "";
        for (String run : pattern.split("[*?]+")) {
            longest = run.length() > longest.length() ? run : longest;
        }
        int end = Math.min(longest.length(), MAX_PIECE);
        return longest.substring(0, end > 0 && Character.isHighSurrogate(longest.charAt(end - 1)) ? end - 1 : end);
    }

    private static int firstWildcard(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) != '*' && text.charAt(at) != '?') {
            at++;
        }
        return at;
    }

    private static boolean isStars(String pattern) {
        for (int at = 0; at < pattern.length(); at++) {
            if (pattern.charAt(at) != '*') {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WildcardPattern pattern
                && ignoreCase == pattern.ignoreCase
                && text.equals(pattern.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The pattern as written. */
    @Override
    public String toString() {
        return text;
    }
}
