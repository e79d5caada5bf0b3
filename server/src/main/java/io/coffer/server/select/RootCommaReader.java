package io.coffer.server.select;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** A sequence of JSON documents without the commas that some writers put between them, which OSS passes over. */
final class RootCommaReader extends FilterReader {
    private int depth;
    private boolean quoted;
    private boolean escaped;

    RootCommaReader(Reader in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int c = in.read();
        return c < 0 ? c : passed((char) c);
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        for (int at = offset; at < offset + count; at++) {
            buffer[at] = passed(buffer[at]);
        }
        return count;
    }

    private char passed(char c) {
        if (quoted) {
            quoted = escaped || c != '"';
            escaped = !escaped && c == '\\';
            return c;
        }
        switch (c) {
            case '"' -> quoted = true;
            case '{', '[' -> depth++;
            case '}', ']' -> depth--;
            default -> {
                // nothing that changes the depth
            }
        }
        return c == ',' && depth == 0 ? ' ' : c;
    }
}
