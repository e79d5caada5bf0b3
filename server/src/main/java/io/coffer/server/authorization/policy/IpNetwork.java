package io.coffer.server.authorization.policy;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** An address or a block of addresses (CIDR), IPv4 or IPv6. An IPv4-mapped IPv6 address counts as IPv4. */
public final class IpNetwork {
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,3}");

    private static final int IPV4_BYTES = 4;
    private static final int NARROW_IPV4 = 8;
    private static final int NARROW_IPV6 = 32;

    private final byte[] network;
    private final int prefixLength;

    private IpNetwork(byte[] network, int prefixLength) {
        this.network = network;
        this.prefixLength = prefixLength;
    }

    /** @throws IllegalArgumentException when the text is neither an address nor a block */
    public static IpNetwork parse(String text) {
        int slash = text.indexOf('/');
        byte[] address = address(slash < 0 ? text : text.substring(0, slash))
                .orElseThrow(() -> new IllegalArgumentException("not an IP address or block of addresses"));
        int bits = address.length * Byte.SIZE;
        return new IpNetwork(address, slash < 0 ? bits : prefixLength(text.substring(slash + 1), bits));
    }

    private static int prefixLength(String text, int bits) {
        if (!LENGTH.matcher(text).matches() || Integer.parseInt(text) > bits) {
            throw new IllegalArgumentException("a block's length is between 0 and " + bits);
        }
        return Integer.parseInt(text);
    }

    /** Whether the block is small enough to tell callers apart: no large share of all addresses. */
    boolean isNarrow() {
        return prefixLength >= (network.length == IPV4_BYTES ? NARROW_IPV4 : NARROW_IPV6);
    }

    public boolean contains(String text) {
        return address(text).filter(this::contains).isPresent();
    }

    private boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int whole = prefixLength / Byte.SIZE;
        int rest = prefixLength % Byte.SIZE;
        return Arrays.equals(address, 0, whole, network, 0, whole)
                && (rest == 0 || (address[whole] ^ network[whole]) >> (Byte.SIZE - rest) == 0);
    }

    /** Only literals: a name is never looked up. */
    private static Optional<byte[]> address(String text) {
        int zone = text.indexOf('%');
        String bare = zone < 0 ? text : text.substring(0, zone);
        boolean plausible = IPV4.matcher(bare).matches()
                || (bare.indexOf(':') >= 0 && IPV6.matcher(bare).matches());
        if (!plausible) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(bare).getAddress());
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpNetwork block
                && prefixLength == block.prefixLength
                && Arrays.equals(network, block.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + prefixLength;
    }
}
