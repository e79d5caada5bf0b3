package io.coffer.cli;

/** Text from a server made safe for a terminal. */
public final class Printable {
    private Printable() {}

    /** The text on one line, with a question mark for every other control character. */
    public static String text(String text) {
        return text.replaceAll("[\\t\\r\\n]+", " ").replaceAll("[\\p{Cc}\\p{Cf}]", "?");
    }
}
