package io.coffer.protocol;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of an object an answer carries. OSS has two ways to read a {@code Range}: by default a range that does not lie
 * within the object gives the whole of it; with {@code x-oss-range-behavior: standard} it is clipped or refused, as
 * RFC 9110 has it.
 */
public sealed interface ByteRange {
    Whole WHOLE = new Whole();

    /** The whole object, with status 200. */
    record Whole() implements ByteRange {}

    /** A part of at least one byte, with status 206. */
    record Part(long offset, long length) implements ByteRange {
        /** The value of {@code Content-Range} for an object of the given length in bytes. */
        public String contentRange(long objectLength) {
            return "bytes " + offset + '-' + (offset + length - 1) + '/' + objectLength;
        }
    }

    /** One range: {@code a-b}, {@code a-} or {@code -n}; several ranges are not supported and so not matched. */
    Pattern SINGLE = Pattern.compile("bytes\\s*=\\s*(\\d*)\\s*-\\s*(\\d*)\\s*", Pattern.CASE_INSENSITIVE);

    /**
     * Reads {@code Range} and {@code x-oss-range-behavior}.
     *
     * @param objectLength in bytes
     * @throws OssException {@link OssError#INVALID_RANGE}
     */
    static ByteRange of(Headers headers, long objectLength) {
        boolean standard = headers.first("x-oss-range-behavior")
                .filter("standard"::equalsIgnoreCase)
                .isPresent();
        return of(headers.first("range"), standard, objectLength);
    }

    /** As {@link #of(Headers, long)}, with the values of the two headers. */
    static ByteRange of(Optional<String> range, boolean standard, long objectLength) {
        if (range.isEmpty()) {
            return WHOLE;
        }
        Matcher single = SINGLE.matcher(range.get());
        if (!single.matches()) {
            return WHOLE;
        }
        String first = single.group(1);
        String last = single.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? WHOLE : suffix(number(last), standard, objectLength);
        }
        long end = last.isEmpty() ? Long.MAX_VALUE : number(last);
        return interval(number(first), end, last.isEmpty(), standard, objectLength);
    }

    private static ByteRange suffix(long count, boolean standard, long objectLength) {
        if (count == 0 || (standard && objectLength == 0)) {
            throw unsatisfiable(objectLength);
        }
        if (count > objectLength) {
            return standard ? new Part(0, objectLength) : WHOLE;
        }
        return new Part(objectLength - count, count);
    }

    private static ByteRange interval(long start, long end, boolean open, boolean standard, long objectLength) {
        if (start > end) {
            return WHOLE;
        }
        if (start >= objectLength) {
            if (standard) {
                throw unsatisfiable(objectLength);
            }
            return WHOLE;
        }
        if (end >= objectLength && !open && !standard) {
            return WHOLE;
        }
        return new Part(start, Math.min(end, objectLength - 1) - start + 1);
    }

    private static OssException unsatisfiable(long objectLength) {
        return OssError.INVALID_RANGE.exception().header("Content-Range", "bytes */" + objectLength);
    }

    /** Numbers beyond 18 digits lie behind the end of every object, so their exact value does not matter. */
    private static long number(String digits) {
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}
