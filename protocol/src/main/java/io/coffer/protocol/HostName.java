package io.coffer.protocol;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.Locale;

/**
 * The parts of a Host header.
 *
 * @param name in lower case, without a trailing dot; an IPv6 address keeps its brackets
 * @param port the colon and the port, or the empty text
 */
record HostName(String name, String port) {
    /** in characters; no domain name is longer */
    private static final int MAX_LENGTH = 255;

    private static final int MAX_PORT_DIGITS = 5;

    private static final int MAX_OCTET = 255;

    /** @throws OssException {@link OssError#BAD_REQUEST} */
    static HostName parse(String host) {
        String sent = host.toLowerCase(Locale.ROOT);
        int end = endOfName(sent);
        int length = sent.length();
        int colon = end < length && sent.charAt(end) == '.' ? end + 1 : end;
        boolean wellFormed = end > 0 && end <= MAX_LENGTH && (colon == length || isPort(sent, colon));
        if (!wellFormed) {
            throw OssError.BAD_REQUEST.saying("The Host header is not valid.");
        }
        return new HostName(sent.substring(0, end), sent.substring(colon));
    }

    /** Behind the name or the closing bracket, before a trailing dot; 0 when there is none. */
    private static int endOfName(String host) {
        int end = 0;
        if (host.startsWith("[")) {
            end = 1;
            while (end < host.length() && isOfAddress(host.charAt(end))) {
                end++;
            }
            return end > 1 && host.startsWith("]", end) ? end + 1 : 0;
        }
        while (end < host.length() && isOfName(host.charAt(end))) {
            end++;
        }
        return end > 1 && host.charAt(end - 1) == '.' ? end - 1 : end;
    }

    private static boolean isOfAddress(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == ':' || c == '.';
    }

    private static boolean isOfName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    }

    private static boolean isPort(String host, int colon) {
        return host.charAt(colon) == ':'
                && host.length() - colon - 1 <= MAX_PORT_DIGITS
                && isDigits(host, colon + 1, host.length());
    }

    private static boolean isDigits(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (text.charAt(at) < '0' || text.charAt(at) > '9') {
                return false;
            }
        }
        return true;
    }

    static boolean isAddress(String name) {
        return name.startsWith("[") || isIpv4(name);
    }

    private static boolean isIpv4(String name) {
        int at = 0;
        for (int octet = 0; octet < 4; octet++) {
            int dot = name.indexOf('.', at);
            boolean last = octet == 3;
            int end = dot < 0 ? name.length() : dot;
            if (last != (dot < 0) || !isOctet(name, at, end)) {
                return false;
            }
            at = end + 1;
        }
        return true;
    }

    /** Three digits may not begin with a zero. */
    private static boolean isOctet(String name, int from, int to) {
        int digits = to - from;
        return digits >= 1
                && digits <= 3
                && isDigits(name, from, to)
                && (digits < 3 || (name.charAt(from) != '0' && Integer.parseInt(name, from, to, 10) <= MAX_OCTET));
    }
}
