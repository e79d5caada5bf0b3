package io.coffer.server.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a port is opened.
 *
 * @param host a name, an IPv4 address or an IPv6 address without brackets
 * @param port 0 lets the system choose a free one
 */
public record ListenAddress(String host, int port) {
    private static final int HIGHEST_PORT = 65_535;

    public ListenAddress {
        if (host.isEmpty() || port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("a port of 0 to 65535 at a host is needed");
        }
    }

    /**
     * Reads {@code HOST:PORT}; an IPv6 address stands in brackets, as in {@code [::1]:9000}.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = host.length() > 2 && host.startsWith("[") && host.endsWith("]");
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        boolean wrong = bare.isEmpty() || bare.indexOf('[') >= 0 || bare.indexOf(']') >= 0;
        boolean literalIpv6 = bare.indexOf(':') >= 0 && literal(bare).isPresent();
        if (wrong || (bracketed ? !literalIpv6 : bare.indexOf(':') >= 0)) {
            throw notAnAddress(text);
        }
        try {
            return new ListenAddress(bare, Integer.parseUnsignedInt(text.substring(colon + 1)));
        } catch (NumberFormatException notANumber) {
            throw notAnAddress(text);
        }
    }

    /** Whether only this machine can reach it. A name other than {@code localhost} is not looked up and counts as no. */
    public boolean isLoopback() {
        return host.toLowerCase(Locale.ROOT).equals("localhost")
                || literal(host).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    /** The address to bind; a name is looked up here. */
    public InetSocketAddress socketAddress() {
        return new InetSocketAddress(host, port);
    }

    public ListenAddress withPort(int chosen) {
        return new ListenAddress(host, chosen);
    }

    /** As it is written: {@code HOST:PORT}, brackets around an IPv6 address. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static Optional<InetAddress> literal(String host) {
        try {
            return Optional.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException aName) {
            return Optional.empty();
        }
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException("'" + text + "' is not HOST:PORT, such as 127.0.0.1:9000 or [::1]:9000");
    }
}
