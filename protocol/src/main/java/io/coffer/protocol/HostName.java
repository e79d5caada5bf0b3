package io.coffer.protocol;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a Host header.
 *
 * @param name in lower case, without a trailing dot; an IPv6 address keeps its brackets
 * @param port the colon and the port, or the empty text
 */
record HostName(String name, String port) {
    private static final Pattern FORM = Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9._-]+?)\\.?(:[0-9]{0,5})?");
    private static final Pattern IPV4 = Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?!$)|$)){4}");

    /** in characters; no domain name is longer */
    private static final int MAX_LENGTH = 255;

    /** @throws OssException {@link OssError#BAD_REQUEST} */
    static HostName parse(String host) {
        Matcher parts = FORM.matcher(host.toLowerCase(Locale.ROOT));
        if (!parts.matches() || parts.group(1).length() > MAX_LENGTH) {
            throw OssError.BAD_REQUEST.saying("The Host header is not valid.");
        }
        String port = parts.group(2);
        return new HostName(parts.group(1), port == null ? "" : port);
    }

    static boolean isAddress(String name) {
        return name.startsWith("[") || IPV4.matcher(name).matches();
    }
}
