package io.coffer.protocol.xml;

import io.coffer.protocol.IsoDates;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Writes an answer's document: UTF-8, with a declaration, without namespaces. Control characters in texts go out as
 * they are, as OSS does it: such a document is not XML, and clients that list such names ask for an encoding.
 */
public final class XmlWriter {
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private final StringBuilder document = new StringBuilder(512).append(DECLARATION);
    private final Deque<String> open = new ArrayDeque<>();

    /** Starts an element that has children. */
    public XmlWriter open(String name) {
        document.append('<').append(name).append('>');
        open.push(name);
        return this;
    }

    /** Ends the element started last. */
    public XmlWriter close() {
        document.append("</").append(open.pop()).append('>');
        return this;
    }

    public XmlWriter element(String name, String text) {
        document.append('<').append(name).append('>');
        escape(text);
        document.append("</").append(name).append('>');
        return this;
    }

    public XmlWriter element(String name, long number) {
        return element(name, Long.toString(number));
    }

    public XmlWriter element(String name, boolean value) {
        return element(name, Boolean.toString(value));
    }

    public XmlWriter element(String name, Instant time) {
        return element(name, IsoDates.format(time));
    }

    public XmlWriter elementIfPresent(String name, Optional<String> text) {
        text.ifPresent(value -> element(name, value));
        return this;
    }

    /** The document; every element must be closed. */
    public byte[] bytes() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open.peek());
        }
        return document.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void escape(String text) {
        int clean = 0;
        for (int at = 0; at < text.length(); at++) {
            String reference = reference(text.charAt(at));
            if (!reference.isEmpty()) {
                document.append(text, clean, at).append(reference);
                clean = at + 1;
            }
        }
        document.append(text, clean, text.length());
    }

    /** What stands for a character that cannot stand for itself; empty for the others. */
    private static String reference(char c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            // a bare one would reach the reader as a line feed
            case '\r' -> "&#13;";
            default -> "";
        };
    }
}
