package io.coffer.server.select;

import java.io.FilterReader;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;

/**
 * Text whose records end with a delimiter of the caller's own, as text whose records end with line feeds. Line breaks
 * in it become two characters that Unicode reserves for a program's inner use, until {@link #restored} brings them back.
 */
final class RecordDelimiterReader extends FilterReader {
    private static final char LINE_FEED = '\uFDD0';
    private static final char CARRIAGE_RETURN = '\uFDD1';

    private final PushbackReader source;
    private final String delimiter;

    private RecordDelimiterReader(Reader in, String delimiter) {
        super(in);
        // pushed back at once, so a buffer before it would not help
        this.source = new PushbackReader(new java.io.BufferedReader(in), 1);
        this.delimiter = delimiter;
    }

    /** Whether the delimiter is a line break, which needs no other reader. */
    static boolean isLineBreak(String delimiter) {
        return delimiter.equals("\n") || delimiter.equals("\r\n") || delimiter.equals("\r");
    }

    static Reader of(Reader in, String delimiter) {
        return isLineBreak(delimiter) ? in : new RecordDelimiterReader(in, delimiter);
    }

    static String restored(String field) {
        return field.replace(LINE_FEED, '\n').replace(CARRIAGE_RETURN, '\r');
    }

    @Override
    public int read() throws IOException {
        int c = source.read();
        if (c == delimiter.charAt(0)) {
            if (delimiter.length() == 1) {
                return '\n';
            }
            int next = source.read();
            if (next == delimiter.charAt(1)) {
                return '\n';
            }
            if (next >= 0) {
                source.unread(next);
            }
        }
        return switch (c) {
            case '\n' -> LINE_FEED;
            case '\r' -> CARRIAGE_RETURN;
            default -> c;
        };
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            int c = read();
            if (c < 0) {
                return count == 0 ? -1 : count;
            }
            buffer[offset + count++] = (char) c;
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = 0;
        while (skipped < count && read() >= 0) {
            skipped++;
        }
        return skipped;
    }
}
