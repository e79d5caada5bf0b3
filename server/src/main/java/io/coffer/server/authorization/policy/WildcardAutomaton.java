package io.coffer.server.authorization.policy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A pattern as an automaton whose states are bits: state i means that the first i characters of the pattern, stars left
 * out, are matched. All states move over a character at once. A pattern of fewer than 64 characters fits in one word and
 * is run without allocating. What it takes of memory is in proportion to the pattern, whatever characters that has.
 */
final class WildcardAutomaton {
    /** Of no pattern; accepts nothing. */
    static final WildcardAutomaton NONE = new WildcardAutomaton(new int[0], 2);

    private static final int ASCII = 128;

    /** The states that one character leads on from: the words with such states, ascending, and their bits. */
    private static final class Mask {
        private static final Mask EMPTY = new Mask();
        private int[] words = new int[0];
        private long[] bits = new long[0];

        void add(int state) {
            int word = state / Long.SIZE;
            int last = words.length - 1;
            if (last < 0 || words[last] != word) {
                words = Arrays.copyOf(words, ++last + 1);
                bits = Arrays.copyOf(bits, last + 1);
                words[last] = word;
            }
            bits[last] |= 1L << (state % Long.SIZE);
        }

        /** Of an automaton of one word. */
        long onlyWord() {
            return bits.length == 0 ? 0 : bits[0];
        }
    }

    private final long[] stays;
    private final long[] anyCharacter;
    private final int accepting;
    private final boolean endsWithStar;
    private final Mask[] masksOfAscii = new Mask[ASCII];
    private final Map<Integer, Mask> masksOfOthers = new HashMap<>();

    private WildcardAutomaton(int[] tokens, int states) {
        this.stays = new long[(states + Long.SIZE - 1) / Long.SIZE];
        this.anyCharacter = new long[stays.length];
        this.accepting = states - 1;
        this.endsWithStar = tokens.length > 0 && tokens[tokens.length - 1] == '*';
        Arrays.fill(masksOfAscii, Mask.EMPTY);
        compile(tokens);
    }

    static WildcardAutomaton of(String pattern) {
        int[] tokens = pattern.codePoints().toArray();
        int states = 1;
        for (int token : tokens) {
            states += token == '*' ? 0 : 1;
        }
        return new WildcardAutomaton(tokens, states);
    }

    private void compile(int[] tokens) {
        int state = 0;
        for (int token : tokens) {
            switch (token) {
                case '*' -> set(stays, state);
                case '?' -> set(anyCharacter, state++);
                default -> own(token).add(state++);
            }
        }
    }

    private Mask own(int character) {
        if (character >= ASCII) {
            return masksOfOthers.computeIfAbsent(character, added -> new Mask());
        }
        if (masksOfAscii[character] == Mask.EMPTY) {
            masksOfAscii[character] = new Mask();
        }
        return masksOfAscii[character];
    }

    private Mask mask(int character) {
        return character < ASCII ? masksOfAscii[character] : masksOfOthers.getOrDefault(character, Mask.EMPTY);
    }

    boolean accepts(String subject, int from) {
        return stays.length == 1 ? acceptsInOneWord(subject, from) : acceptsInWords(subject, from);
    }

    private boolean acceptsInOneWord(String subject, int from) {
        long still = stays[0];
        long any = anyCharacter[0];
        long end = 1L << accepting;
        long states = 1;
        int at = from;
        while (at < subject.length()) {
            if (endsWithStar && (states & end) != 0) {
                return true;
            }
            int character = subject.codePointAt(at);
            at += Character.charCount(character);
            states = ((states & (any | mask(character).onlyWord())) << 1) | (states & still);
            if (states == 0) {
                return false;
            }
        }
        return (states & end) != 0;
    }

    private boolean acceptsInWords(String subject, int from) {
        long[] states = new long[stays.length];
        states[0] = 1;
        int at = from;
        while (at < subject.length()) {
            int character = subject.codePointAt(at);
            at += Character.charCount(character);
            if (!step(states, mask(character))) {
                return false;
            }
        }
        return (states[accepting / Long.SIZE] & (1L << (accepting % Long.SIZE))) != 0;
    }

    /** Moves every state over one character. False when none is left. */
    private boolean step(long[] states, Mask mask) {
        long carry = 0;
        long alive = 0;
        int own = 0;
        for (int word = 0; word < states.length; word++) {
            long advancing = anyCharacter[word];
            if (own < mask.words.length && mask.words[own] == word) {
                advancing |= mask.bits[own++];
            }
            long advanced = states[word] & advancing;
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
}
