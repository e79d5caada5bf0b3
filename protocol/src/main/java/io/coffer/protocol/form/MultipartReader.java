package io.coffer.protocol.form;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The parts of a multipart body (RFC 2046, 5.1), one after the other as they arrive. Holds one buffer and no part, so a
 * part may be of any length. What stands before the first delimiter and behind the last one is skipped.
 */
final class MultipartReader {
    private static final int BUFFER = 64 * 1024;
    private static final int MAX_BOUNDARY = 256;

    /** in bytes, of the headers of one part together */
    private static final int MAX_HEADERS = 8 * 1024;

    /** in bytes, in front of a delimiter that is waited for */
    private static final int MAX_SKIPPED = 64 * 1024;

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;

    /** Up to here the buffer is known to hold content and not the beginning of a delimiter. */
    private int contentEnd;

    private boolean finished;

    /** A part whose content has not been read; it is gone when the next one is asked for. */
    record Part(Headers headers, InputStream content) {}

    MultipartReader(InputStream in, String boundary) {
        if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
            throw malformed();
        }
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
        // the first delimiter needs no line before it, so the body begins as if one had just ended
        buffer[0] = '\r';
        buffer[1] = '\n';
        this.end = 2;
    }

    /**
     * The next part, or empty behind the last one.
     *
     * @throws OssException {@link OssError#MALFORMED_POST_REQUEST}
     * @throws IOException when the body cannot be read
     */
    Optional<Part> next() throws IOException {
        if (finished) {
            return Optional.empty();
        }
        int skipped = 0;
        for (int count = content(); count > 0; count = content()) {
            start += count;
            skipped += count;
            if (skipped > MAX_SKIPPED) {
                throw malformed();
            }
        }
        start += delimiter.length;
        contentEnd = start;
        if (isLast()) {
            finished = true;
            return Optional.empty();
        }
        return Optional.of(new Part(headers(), new Content()));
    }

    /** How many bytes of content lie ready; 0 in front of a delimiter. */
    private int content() throws IOException {
        while (start >= contentEnd) {
            int at = delimiterFrom(start);
            if (at > start) {
                contentEnd = at;
            } else if (end - start >= delimiter.length) {
                return 0;
            } else {
                fill();
            }
        }
        return contentEnd - start;
    }

    /** Where a delimiter begins, be it cut off by the buffer's end; the end when none does. */
    private int delimiterFrom(int from) {
        for (int at = from; at < end; at++) {
            if (buffer[at] == '\r' && beginsDelimiter(at)) {
                return at;
            }
        }
        return end;
    }

    private boolean beginsDelimiter(int at) {
        int length = Math.min(delimiter.length, end - at);
        for (int offset = 1; offset < length; offset++) {
            if (buffer[at + offset] != delimiter[offset]) {
                return false;
            }
        }
        return true;
    }

    private void fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            contentEnd = Math.max(0, contentEnd - start);
            start = 0;
        }
        int count = in.read(buffer, end, buffer.length - end);
        if (count < 0) {
            throw malformed();
        }
        end += count;
    }

    private int octet() throws IOException {
        while (start == end) {
            fill();
        }
        return buffer[start++] & 0xff;
    }

    /** Reads the end of a delimiter's line. */
    private boolean isLast() throws IOException {
        int octet = octet();
        if (octet == '-') {
            if (octet() != '-') {
                throw malformed();
            }
            return true;
        }
        while (octet == ' ' || octet == '\t') {
            octet = octet();
        }
        if (octet != '\r' || octet() != '\n') {
            throw malformed();
        }
        return false;
    }

    private Headers headers() throws IOException {
        Headers.Builder headers = Headers.builder();
        byte[] line = new byte[MAX_HEADERS];
        int left = MAX_HEADERS;
        while (true) {
            int length = line(line, left);
            left -= length;
            if (length == 0) {
                contentEnd = start;
                return headers.build();
            }
            String text = new String(line, 0, length, StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            if (colon <= 0) {
                throw malformed();
            }
            headers.add(text.substring(0, colon).strip(), text.substring(colon + 1));
        }
    }

    /** @return the length of the line without its end */
    private int line(byte[] line, int room) throws IOException {
        int length = 0;
        for (int octet = octet(); octet != '\r'; octet = octet()) {
            if (length == room || octet == '\n') {
                throw malformed();
            }
            line[length++] = (byte) octet;
        }
        if (octet() != '\n') {
            throw malformed();
        }
        return length;
    }

    static OssException malformed() {
        return OssError.MALFORMED_POST_REQUEST.exception();
    }

    /** Ends at the delimiter behind the part. */
    private final class Content extends InputStream {
        @Override
        public int read() throws IOException {
            if (content() == 0) {
                return -1;
            }
            return buffer[start++] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int count = Math.min(content(), length);
            if (count == 0) {
                return -1;
            }
            System.arraycopy(buffer, start, bytes, offset, count);
            start += count;
            return count;
        }
    }
}
