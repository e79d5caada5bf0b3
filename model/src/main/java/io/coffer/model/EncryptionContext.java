package io.coffer.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a caller binds the data key of an object to, beside what the store binds it to. It is no secret: it is stored in
 * clear, and a key management service shows it in its own trail.
 *
 * @param pairs texts that UTF-8 can hold
 */
public record EncryptionContext(SortedMap<String, String> pairs) {
    /** What the names of the store's own pairs begin with, and no caller's may. */
    public static final String RESERVED = "coffer:";

    public static final EncryptionContext NONE = new EncryptionContext(new TreeMap<>());

    /** Of all names and values together, as a key management service allows. */
    private static final int MAX_LENGTH = 8192;

    /** @throws IllegalArgumentException when it is too long, has a reserved name, or half a surrogate pair */
    public EncryptionContext {
        pairs = Collections.unmodifiableSortedMap(new TreeMap<>(pairs));
        int length = 0;
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            if (pair.getKey().startsWith(RESERVED)) {
                throw new IllegalArgumentException("a name begins with " + RESERVED);
            }
            requireWellFormed(pair.getKey());
            requireWellFormed(pair.getValue());
            length += pair.getKey().length() + pair.getValue().length();
        }
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("it has more than " + MAX_LENGTH + " characters");
        }
    }

    private static void requireWellFormed(String text) {
        if (text.codePoints().anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException("a text is not well-formed");
        }
    }
}
