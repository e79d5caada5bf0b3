package io.coffer.model;

import java.util.HexFormat;

/** An entity tag without its quotes: upper-case hex of an MD5, or OSS's own forms for composed objects. */
public record ETag(String value) {
    public static ETag ofMd5(byte[] md5) {
        return new ETag(HexFormat.of().withUpperCase().formatHex(md5));
    }

    public String quoted() {
        return '"' + value + '"';
    }

    /** Whether it is the content's MD5, and not a tag of another form that was kept. */
    public boolean isMd5() {
        return value.length() == 32;
    }

    /** Compares as the service does: without quotes, ignoring case. */
    public boolean matches(String candidate) {
        String bare = candidate.strip();
        if (bare.length() >= 2 && bare.startsWith("\"") && bare.endsWith("\"")) {
            bare = bare.substring(1, bare.length() - 1);
        }
        return bare.equals("*") || bare.equalsIgnoreCase(value);
    }
}
