package io.coffer.cli.oss;

import java.net.URI;
import java.util.Locale;

/** Where a request names its bucket; spelled as ossutil's users type it. */
public enum AddressingStyle {
    /** First in the path. */
    path,
    /** Before the endpoint's host name. */
    virtual,
    /** Nowhere: the endpoint is a domain of the bucket's own. */
    cname;

    private static final String OSS_DOMAIN = ".aliyuncs.com";

    /** What an endpoint needs when nothing is said: Alibaba Cloud accepts no bucket in the path. */
    public static AddressingStyle of(URI endpoint) {
        String host = endpoint.getHost().toLowerCase(Locale.ROOT);
        return host.endsWith(OSS_DOMAIN) ? virtual : path;
    }

    /** Whether a URL's host is an IP address, which no bucket's name can stand before. */
    static boolean isNumeric(String host) {
        return host.startsWith("[") || host.matches("[0-9.]+");
    }
}
