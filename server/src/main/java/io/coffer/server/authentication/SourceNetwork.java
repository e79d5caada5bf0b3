package io.coffer.server.authentication;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** What one client can be taken to hold: an IPv4 address, or the /64 of an IPv6 address, which is cheap to move in. */
final class SourceNetwork {
    private static final int NETWORK_BYTES = 8;

    private SourceNetwork() {}

    static String of(String remoteAddress) {
        if (remoteAddress.indexOf(':') < 0) {
            return remoteAddress;
        }
        int zone = remoteAddress.indexOf('%');
        try {
            InetAddress address = InetAddress.ofLiteral(zone < 0 ? remoteAddress : remoteAddress.substring(0, zone));
            return address instanceof Inet6Address v6
                    ? HexFormat.of().formatHex(Arrays.copyOf(v6.getAddress(), NETWORK_BYTES)) + "::/64"
                    : address.getHostAddress();
        } catch (IllegalArgumentException unusual) {
            return remoteAddress;
        }
    }
}
