package io.coffer.server.authorization.policy;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A text in which {@code *} stands for any characters, also none, and {@code ?} for exactly one. It is run as an
 * automaton whose states are bits, so a match costs one pass over the subject whatever the pattern: nothing is ever
 * tried twice.
 */
public final class WildcardPattern {
    /** in characters; longer than any resource or action can be */
    public static final int MAX_LENGTH = 2048;

    private final String text;
    private final boolean ignoreCase;
    private final String literalPrefix;
    private final boolean literal;
    private final long[] start;
    private final long[] stays;
    private final long[] anyCharacter;
    private final Map<Integer, long[]> byCharacter = new HashMap<>();
    private final int accepting;

    private WildcardPattern(String text, boolean ignoreCase) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("longer than " + MAX_LENGTH + " characters");
        }
        this.text = text;
        this.ignoreCase = ignoreCase;
        String folded = fold(text);
        int wildcard = firstWildcard(folded);
        this.literal = wildcard == folded.length();
        this.literalPrefix = folded.substring(0, wildcard);
        int[] tokens = folded.substring(wildcard).codePoints().toArray();
        int words = (tokens.length + Long.SIZE) / Long.SIZE;
        this.start = new long[words];
        this.stays = new long[words];
        this.anyCharacter = new long[words];
        this.accepting = compile(tokens);
        set(start, 0);
    }

    public static WildcardPattern of(String text) {
        return new WildcardPattern(text, false);
    }

    public static WildcardPattern ignoringCase(String text) {
        return new WildcardPattern(text, true);
    }

    /** State i means that the first i characters of the pattern, stars left out, are matched. */
    private int compile(int[] tokens) {
        int state = 0;
        for (int token : tokens) {
            switch (token) {
                case '*' -> set(stays, state);
                case '?' -> {
                    set(anyCharacter, state);
                    state++;
                }
                default -> {
                    set(byCharacter.computeIfAbsent(token, character -> new long[start.length]), state);
                    state++;
                }
            }
        }
        for (long[] mask : byCharacter.values()) {
            for (int word = 0; word < mask.length; word++) {
                mask[word] |= anyCharacter[word];
            }
        }
        return state;
    }

    public boolean matches(String subject) {
        String folded = fold(subject);
        if (literal) {
            return literalPrefix.equals(folded);
        }
        return folded.startsWith(literalPrefix) && accepts(folded, literalPrefix.length());
    }

    private boolean accepts(String subject, int from) {
        long[] states = start.clone();
        int at = from;
        while (at < subject.length()) {
            int character = subject.codePointAt(at);
            at += Character.charCount(character);
            if (!step(states, byCharacter.getOrDefault(character, anyCharacter))) {
                return false;
            }
        }
        return isSet(states, accepting);
    }

    /** Moves every state over one character. False when none is left. */
    private boolean step(long[] states, long[] advancing) {
        long carry = 0;
        long alive = 0;
        for (int word = 0; word < states.length; word++) {
            long advanced = states[word] & advancing[word];
            long next = (advanced << 1) | carry | (states[word] & stays[word]);
            carry = advanced >>> (Long.SIZE - 1);
            states[word] = next;
            alive |= next;
        }
        return alive != 0;
    }

    private static void set(long[] bits, int index) {
        bits[index / Long.SIZE] |= 1L << (index % Long.SIZE);
    }

    private static boolean isSet(long[] bits, int index) {
        return (bits[index / Long.SIZE] & (1L << (index % Long.SIZE))) != 0;
    }

    private static int firstWildcard(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) != '*' && text.charAt(at) != '?') {
            at++;
        }
        return at;
    }

    private String fold(String subject) {
        return ignoreCase ? subject.toLowerCase(Locale.ROOT) : subject;
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
