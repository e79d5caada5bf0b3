package io.coffer.protocol;

import io.coffer.model.OssError;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding as RFC 3986 has it, over UTF-8. */
public final class PercentEncoding {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentEncoding() {}

    /** Encodes everything but {@code A-Z a-z 0-9 - . _ ~}. */
    public static String encode(String text) {
        return encode(text, false);
    }

    /** As {@link #encode}, with the slash left as it is. */
    public static String encodePath(String text) {
        return encode(text, true);
    }

    private static String encode(String text, boolean keepSlash) {
        if (isPlain(text, keepSlash)) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(octet) || (keepSlash && octet == '/')) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX.toHexDigits(octet));
            }
        }
        return encoded.toString();
    }

    private static boolean isPlain(String text, boolean keepSlash) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || !(isUnreserved((byte) c) || (keepSlash && c == '/'))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnreserved(byte octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || octet == '-'
                || octet == '.'
                || octet == '_'
                || octet == '~';
    }

    /** Decodes a path once; {@code +} stays a plus. */
    public static String decodePath(String text) {
        return decode(text, false);
    }

    /** Decodes a name or value of the query; {@code +} is a blank. */
    public static String decodeQuery(String text) {
        return decode(text, true);
    }

    private static String decode(String text, boolean plusIsBlank) {
        if (text.indexOf('%') < 0 && (!plusIsBlank || text.indexOf('+') < 0) && isAscii(text)) {
            return text;
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '%') {
                octets.write(octet(text, at));
                at += 3;
            } else if (c == '+' && plusIsBlank) {
                octets.write(' ');
                at++;
            } else {
                int end = at + Character.charCount(text.codePointAt(at));
                octets.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
                at = end;
            }
        }
        return utf8(octets.toByteArray());
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static int octet(String text, int at) {
        if (at + 3 > text.length()
                || !HexFormat.isHexDigit(text.charAt(at + 1))
                || !HexFormat.isHexDigit(text.charAt(at + 2))) {
            throw OssError.BAD_REQUEST.saying("The request URI has a broken percent-encoding.");
        }
        return HexFormat.fromHexDigits(text, at + 1, at + 3);
    }

    private static String utf8(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw OssError.BAD_REQUEST.saying("The request URI is not UTF-8.");
        }
    }
}
