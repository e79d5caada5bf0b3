package io.coffer.server.audit;

/** A text as far as a record has room for it; what was cut can still be recognized by its digest. */
final class Excerpt {
    private Excerpt() {}

    static String of(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        boolean splits = most > 0 && Character.isHighSurrogate(text.charAt(most - 1));
        return text.substring(0, splits ? most - 1 : most) + "[cut: " + text.length() + " characters, SHA-256 "
                + Digest.of(text) + "]";
    }
}
