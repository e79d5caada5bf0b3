package io.coffer.cli;

import java.net.URI;

/** Reads addresses of services. */
public final class Endpoints {
    private Endpoints() {}

    /**
     * An address, with {@code http://} where it has no scheme.
     *
     * @param origin where it was written, for the message
     * @throws UsageException when it is none
     */
    public static URI parse(String origin, String text) {
        String withScheme = text.contains("://") ? text : "http://" + text;
        try {
            URI address = URI.create(withScheme);
            boolean speaksHttp = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (speaksHttp && address.getHost() != null && address.getUserInfo() == null) {
                return address;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // reported below with the rest
        }
        throw new UsageException(origin + " must be http://HOST:PORT or https://HOST:PORT, not " + text);
    }
}
